/**
 * How long the sign-up function may run, in seconds. The lease of a claim must outlive it: as long as a lease lasts
 * its holder may still be at work, and once it has lapsed its holder is certainly gone.
 */
export const SIGN_UP_TIMEOUT_SECONDS = 15;
export const CLAIM_LEASE_SECONDS = 30;
