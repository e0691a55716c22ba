/** Configuration that the pages read from `/config.json`: the API and sign-in. Nothing in it is secret. */
export interface PageConfig {
  /** Origin of the API; empty if the pages' own origin serves `/v1/…`. */
  readonly apiUrl: string;
  /** Issuer of the user pool's tokens. */
  readonly authority: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** Cognito's `/logout`, which takes `client_id` and `logout_uri`. Without it, signing out ends only this page's session. */
  readonly endSessionEndpoint?: string;
  /** Cognito's `/oauth2/revoke`. Without it, a refresh token works until it expires. */
  readonly revocationEndpoint?: string;
  readonly userInfoEndpoint?: string;
  readonly clientId: string;
  /** The client that people use to change their sign-in methods. Without it, the page is hidden. */
  readonly securityClientId?: string;
  /** Origin of Cognito's API. */
  readonly cognitoEndpoint?: string;
  /** Managed login's page for adding a passkey. Without it, passkeys are hidden. */
  readonly passkeysEndpoint?: string;
  readonly region: string;
}
