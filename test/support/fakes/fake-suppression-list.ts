import type { SuppressionList } from '../../../lambdas/modules/suppressions/suppression-store.ts';

/** The suppression list of Amazon SES, kept in memory. */
export class FakeSuppressionList implements SuppressionList {
  readonly addresses: Set<string>;

  constructor(...addresses: readonly string[]) {
    this.addresses = new Set(addresses);
  }

  async remove(address: string): Promise<boolean> {
    return this.addresses.delete(address);
  }
}
