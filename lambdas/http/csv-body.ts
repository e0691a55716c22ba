import type middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { FoyerError } from '../shared/errors.ts';
import { jsonBody } from './json-body.ts';

const CSV = /^text\/csv\s*(?:;|$)/i;
const CHARSET = /;\s*charset="?([^";]+)"?/i;

/**
 * Reads a body that is JSON or a file of comma-separated values: `text/csv` (RFC 7111, RFC 4180) becomes `{ csv }`, with
 * its text as it is. API Gateway hands bodies on as text or as base64, depending on their type.
 *
 * @throws {FoyerError} `unsupported_media_type` for anything else, and for a file that is not in UTF-8.
 */
export function csvOrJsonBody(): middy.MiddlewareObj<APIGatewayProxyEventV2> {
  const json = jsonBody();
  return {
    async before(request) {
      const type = request.event.headers['content-type'] ?? '';
      if (!CSV.test(type)) {
        await json.before?.(request);
        return;
      }
      const event: { body?: unknown } = request.event;
      event.body = { csv: textOf(request.event, type) };
    },
  };
}

function textOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, type: string): string {
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw notUtf8();
  if (!isBase64Encoded) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
  } catch (error) {
    throw notUtf8(error);
  }
}

function notUtf8(cause?: unknown): FoyerError {
  return new FoyerError(
    'unsupported_media_type',
    'The file is not in UTF-8. Save it as "CSV UTF-8" and send it again.',
    { cause },
  );
}
