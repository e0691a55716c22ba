import type { SuppressionList } from '../../../lambdas/modules/suppressions/suppression-store.ts';

/** Keeps the Amazon SES suppression list in memory. */
export class FakeSuppressionList implements SuppressionList {
  readonly addresses: Set<string>;

  constructor(...addresses: readonly string[]) {
    this.addresses = new Set(addresses);
  }

  async remove(address: string): Promise<boolean> {
    return this.addresses.delete(address);
  }
}
