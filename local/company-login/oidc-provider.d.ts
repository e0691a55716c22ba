/** Types for the parts of oidc-provider, which ships none, that the company login uses. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  export interface Interaction {
    readonly uid: string;
    readonly params: Readonly<Record<string, unknown>>;
  }

  export interface InteractionResult {
    readonly login?: { readonly accountId: string; readonly remember: boolean };
    readonly error?: string;
    readonly error_description?: string;
  }

  /** Stores the state between requests, such as codes and sessions. */
  export interface Adapter {
    upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void>;
    find(id: string): Promise<AdapterPayload | undefined>;
    findByUid(uid: string): Promise<AdapterPayload | undefined>;
    findByUserCode(userCode: string): Promise<AdapterPayload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface AdapterPayload {
    readonly uid?: string;
    readonly grantId?: string;
    consumed?: number;
  }

  export interface RequestContext {
    readonly oidc: {
      readonly client?: { readonly clientId: string };
      readonly session?: { readonly accountId?: string };
      readonly result?: InteractionResult;
      readonly provider: Provider;
    };
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly Grant: new (of: { accountId?: string; clientId?: string }) => Grant;
    callback(): RequestListener;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: InteractionResult,
      options: { readonly mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }

  interface CheckOutcome {
    readonly outcome: never;
  }

  export const interactionPolicy: {
    readonly base: () => {
      get(name: 'login'): { readonly checks: { add(check: object): void } };
    };
    readonly Check: {
      new (
        reason: string,
        description: string,
        check: (ctx: RequestContext) => CheckOutcome,
      ): object;
      readonly REQUEST_PROMPT: CheckOutcome;
      readonly NO_NEED_TO_PROMPT: CheckOutcome;
    };
  };
}
