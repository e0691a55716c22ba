const nameWidth = 13;

/** What every line of the logger repeats, or what a terminal has no room for. */
const unimportant = new Set([
  'level',
  'message',
  'service',
  'timestamp',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'correlation_id',
  'sampling_rate',
  'xray_trace_id',
]);

/** A line of a function's log for a terminal; nothing for a line that only the platform needs. */
export function formatLogLine(functionName: string, message: string): string | undefined {
  const text = message.trimEnd();
  if (text === '' || /^(INIT_START|START|END|REPORT) /.test(text)) return undefined;
  return `${functionName.padEnd(nameWidth)} ${shorten(text)}`;
}

function shorten(text: string): string {
  const entry = parseEntry(text);
  if (entry === undefined) return text;
  const level = typeof entry['level'] === 'string' ? entry['level'] : '';
  const details = Object.entries(entry)
    .filter(([name]) => !unimportant.has(name))
    .map(([name, value]) => `${name}=${inWords(value)}`);
  return [level.padEnd(5), inWords(entry['message']), ...details].join(' ').trim();
}

function parseEntry(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    return 'message' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An error is told by its name, message and place; its whole stack stands in CloudWatch. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null || !('stack' in value))
    return JSON.stringify(value);
  const { name, message, location } = value as Record<string, unknown>;
  return [name, message, location]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(': ');
}
