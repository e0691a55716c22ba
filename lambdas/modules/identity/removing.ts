import type { ExternalUserEraser } from './external-user-eraser.ts';
import type { ExternalUserFinder } from './external-user-finder.ts';
import type { UserRemover } from './user-remover.ts';

/** Removes a user from the pool, and what the table says of one who signs in at an identity provider. */
export function removing(
  pool: UserRemover,
  externals: Pick<ExternalUserFinder, 'named'>,
  eraser: ExternalUserEraser,
): UserRemover {
  return {
    async remove(userId) {
      await pool.remove(userId);
      // Last: as long as it is there, whoever repeats this knows what is left to be removed.
      const external = await externals.named(userId);
      if (external !== undefined) await eraser.erase(external);
    },
  };
}
