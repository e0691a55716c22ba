import { expect, test, vi } from 'vitest';

import { withoutNewListeners } from '../../local/local-foyer.ts';

test('a signal reaches the listeners that were there, not the one of a server that exits on its own', async () => {
  const [ours, theirs] = [vi.fn(), vi.fn()];
  process.on('SIGUSR2', ours);
  try {
    const started = await withoutNewListeners('SIGUSR2', async () => {
      process.once('SIGUSR2', theirs);
      return 'started';
    });
    expect(started).toBe('started');
    process.emit('SIGUSR2', 'SIGUSR2');
    expect(ours).toHaveBeenCalledOnce();
    expect(theirs).not.toHaveBeenCalled();
  } finally {
    process.off('SIGUSR2', ours);
  }
});
