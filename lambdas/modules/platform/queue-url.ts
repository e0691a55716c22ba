import type { SQSRecord } from 'aws-lambda';

/** Of several queues, the URL of the one that a message came from: a record names the queue by its ARN. @throws when it is none. */
export function queueUrlOf(
  { eventSourceARN }: Pick<SQSRecord, 'eventSourceARN'>,
  urls: readonly string[],
): string {
  const name = eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1);
  const url = urls.find((candidate) => candidate.endsWith(`/${name}`));
  if (url === undefined) throw new Error(`No queue of this function is called ${name}.`);
  return url;
}
