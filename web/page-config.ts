/** What the pages read from `/config.json`: where the API is and how people sign in. Nothing in it is secret. */
export interface PageConfig {
  /** Origin of the API, or an empty string where the pages' own origin serves `/v1/…`. */
  readonly apiUrl: string;
  /** The issuer of the user pool's tokens. */
  readonly authority: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** Cognito's `/logout`, which takes `client_id` and `logout_uri`. Without it, signing out ends this page's session only. */
  readonly endSessionEndpoint?: string;
  /** Cognito's `/oauth2/revoke`. Without it, a refresh token works until it ends by itself. */
  readonly revocationEndpoint?: string;
  readonly userInfoEndpoint?: string;
  readonly clientId: string;
  readonly region: string;
}
