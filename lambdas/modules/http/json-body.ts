import type middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

import { FoyerError } from '../platform/errors.ts';

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i;
const CHARSETS = /;\s*charset\s*=\s*"?([^";\s]*)/gi;

/** The character that decoders insert for bytes that are not UTF-8 (Unicode 3.9, D93b). */
const REPLACEMENT = '\ufffd';

/**
 * Parses a JSON body, which must be UTF-8 (RFC 8259 §8.1). API Gateway passes bodies as text, with U+FFFD for bytes of
 * another encoding, or as base64, depending on their media type.
 *
 * @throws {FoyerError} `unsupported_media_type` for another media type or charset, `invalid_request` for a body that is
 * not UTF-8 or not JSON.
 */
export function jsonBody(): middy.MiddlewareObj<APIGatewayProxyEventV2> {
  return {
    before(request) {
      requireJsonType(request.event.headers['content-type'] ?? '');
      const event: { body?: unknown } = request.event;
      event.body = parsed(textOf(request.event));
    },
  };
}

function requireJsonType(type: string): void {
  if (!JSON_TYPE.test(type))
    throw new FoyerError(
      'unsupported_media_type',
      'The media type is not supported. Send JSON with Content-Type: application/json.',
    );
  for (const [, charset = ''] of type.matchAll(CHARSETS))
    if (!/^utf-?8$/i.test(charset))
      throw new FoyerError(
        'unsupported_media_type',
        'The character set is not supported. Send JSON in UTF-8, with charset=utf-8 in Content-Type or no charset.',
      );
}

function textOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  const text = isBase64Encoded ? decoded(Buffer.from(body, 'base64')) : body;
  if (text.includes(REPLACEMENT)) throw notUtf8();
  return text.replace(/^\ufeff/, '');
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw notUtf8(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause, because the parser's message quotes the body.
    throw invalidBody('The body is not valid JSON.');
  }
}

function notUtf8(cause?: unknown): FoyerError {
  return invalidBody(
    'The body is not in UTF-8, or contains U+FFFD, which replaces a lost character. Send it again in UTF-8.',
    { cause },
  );
}

function invalidBody(message: string, options?: ErrorOptions): FoyerError {
  return new FoyerError('invalid_request', message, {
    errors: [{ path: '', message }],
    ...options,
  });
}
