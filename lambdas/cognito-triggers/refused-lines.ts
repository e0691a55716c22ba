/**
 * What the functions that Cognito asks write when they refuse somebody on purpose. The alarms take these lines off the
 * errors that Lambda counts (see lib/monitoring.ts).
 */
export const REFUSED_LINES = { admission: 'Refused', token: 'Sign-in refused' } as const;
