/**
 * Replaces the SDK's `@aws-sdk/middleware-endpoint-discovery` in the functions. DynamoDB clients prepare for endpoint
 * discovery, but only operations that require it would use it, and no DynamoDB operation does. It is off by default
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoint-discovery.html). It would add 9 KB to each bundle.
 */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}

/** The setting that turns on endpoint discovery, in the form that the SDK loads. It is never set. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: undefined,
};
