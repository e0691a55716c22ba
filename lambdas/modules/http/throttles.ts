/** How fast routes may be called, for the whole installation: see {@link Route.throttle}. */
export const THROTTLES = {
  reading: { rate: 50, burst: 100 },
  writing: { rate: 25, burst: 50 },
  /** Each may hold thousands of people. */
  uploading: { rate: 2, burst: 10 },
  /** Anybody can call these, so they are kept slow; accepting is bounded by Cognito's own request rates anyway. */
  open: { rate: 20, burst: 60 },
  /** People who change settings; each change to an application asks Cognito about its client. */
  settings: { rate: 5, burst: 10 },
} as const;
