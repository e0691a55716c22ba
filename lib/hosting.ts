import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct, type IDependable } from 'constructs';

import { installedDocument } from '../lambdas/modules/openapi/installed-document.ts';
import { type Alarms, expiringCertificate } from './alarms.ts';
import { ConfigError, type FoyerConfig } from './config.ts';
import type { ApiOrigin } from './gateway.ts';
import { acknowledgeDeployer, logEmptying } from './page-deployment.ts';
import { contentSecurityPolicy, rewritePages } from './page-rewrites.ts';

/** Errors that CloudFront caches, for ten seconds by default. */
const CACHEABLE_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

const BUILT_PAGES = fileURLToPath(new URL('../dist/web', import.meta.url));

/** Properties of {@link Hosting}. */
export interface HostingProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  /** The origin of `/v1/…`. */
  readonly api: ApiOrigin;
  /** Web ACL of the distribution. Default: none. */
  readonly webAclArn?: string | undefined;
  /** Origin of managed login, where the pages exchange codes for tokens. */
  readonly loginUrl: string;
  /** Folder of the built pages. Default: `dist/web`. */
  readonly pages?: string;
}

/** Contents of `/config.json`, which the pages read. */
export interface PageConfig {
  /** Empty: the API is on the pages' own origin. */
  readonly apiUrl: string;
  readonly authority: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly endSessionEndpoint: string;
  readonly revocationEndpoint: string;
  readonly userInfoEndpoint: string;
  readonly clientId: string;
  readonly securityClientId: string;
  readonly cognitoEndpoint: string;
  readonly passkeysEndpoint: string;
  readonly region: string;
}

/** Pages in a private bucket behind CloudFront, with the API on the same origin. */
export class Hosting extends Construct {
  /** Origin of the pages. */
  readonly siteUrl: string;
  /** Domain name of the distribution, which the DNS record of `siteUrl` points to. */
  readonly distributionDomain: string;
  /** Record for the DNS of `siteUrl`, as `name type value`. Empty on the default CloudFront domain. */
  readonly dnsRecords: readonly string[];
  private readonly bucket: IBucket;
  private readonly pages: string;
  private readonly logRetention: RetentionDays;

  constructor(scope: Construct, id: string, props: HostingProps) {
    super(scope, id);
    const { config } = props;
    this.pages = props.pages ?? BUILT_PAGES;
    this.logRetention = config.logRetentionDays;
    if (!existsSync(this.pages))
      throw new ConfigError(
        'The pages are not built. Run "npm run build:web" first, or serve them elsewhere with hosting: false and a siteUrl.',
      );
    this.bucket = this.createBucket();
    const distribution = this.createDistribution(props);
    this.distributionDomain = distribution.distributionDomainName;
    this.siteUrl = config.siteUrl ?? `https://${distribution.distributionDomainName}`;
    this.dnsRecords =
      config.siteUrl === undefined
        ? []
        : [`${new URL(config.siteUrl).hostname} CNAME ${distribution.distributionDomainName}`];
    if (config.certificateArn !== undefined)
      props.alarms.add('CertificateExpires', {
        ...expiringCertificate(config.certificateArn),
        onlyIn: 'us-east-1',
        description:
          'Nobody can open the pages, sign up, or sign in once the certificate of siteUrl has expired. Restore the DNS record that ACM renews it with, or import a new certificate.',
      });
  }

  /** Deploys the built pages and their configuration to the bucket, after `api`, which new pages can require. */
  publish(pageConfig: PageConfig, api: readonly IDependable[]): void {
    const logGroup = new LogGroup(this, 'DeploymentLogs', {
      retention: this.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Never pruned: names change with the content, and a page that is already open still loads the older files.
    const assets = new BucketDeployment(this, 'Assets', {
      destinationBucket: this.bucket,
      destinationKeyPrefix: 'assets',
      sources: [Source.asset(join(this.pages, 'assets'))],
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
      prune: false,
      logGroup,
    });
    const documents = new BucketDeployment(this, 'Documents', {
      destinationBucket: this.bucket,
      sources: [
        Source.asset(this.pages, { exclude: ['assets/**', 'openapi.json'] }),
        Source.jsonData('config.json', pageConfig),
        Source.jsonData(
          'openapi.json',
          installedDocument({ ...pageConfig, siteUrl: this.siteUrl }),
        ),
      ],
      cacheControl: [CacheControl.noCache()],
      prune: false,
      logGroup,
    });
    // A page must not refer to an asset that is not uploaded yet.
    documents.node.addDependency(assets, ...api);
    acknowledgeDeployer(this.bucket);
    logEmptying(this.bucket, logGroup);
  }

  private createBucket(): IBucket {
    const bucket = new Bucket(this, 'Pages', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Every deployment can upload the pages again.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'The bucket contains only public pages, and only CloudFront can read it.',
    });
    // With exactOptionalPropertyTypes, the class does not match its own interface.
    return bucket as IBucket;
  }

  private createDistribution({ config, api, webAclArn, loginUrl }: HostingProps): Distribution {
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Foyer (${config.stage})`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(config.siteUrl !== undefined && config.certificateArn !== undefined
        ? {
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            domainNames: [new URL(config.siteUrl).hostname],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', config.certificateArn),
          }
        : {}),
      ...(webAclArn === undefined ? {} : { webAclId: webAclArn }),
      // CloudFront caches errors even where caching is disabled, and regardless of the token: one administrator's 404
      // would be returned to the next administrator.
      errorResponses: CACHEABLE_ERRORS.map((httpStatus) => ({
        httpStatus,
        ttl: Duration.seconds(0),
      })),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket, {
          originAccessControl: new S3OriginAccessControl(this, 'Access', {
            originAccessControlName: nameInAccount(config, 'pages'),
          }),
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.createHeaders(config, loginUrl),
        functionAssociations: [
          { eventType: FunctionEventType.VIEWER_REQUEST, function: this.createRewrites() },
        ],
      },
      additionalBehaviors: {
        '/v1/*': {
          origin: new HttpOrigin(api.host, { originPath: api.path }),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });
    acknowledgeDistribution(distribution, config);
    return distribution;
  }

  private createRewrites(): EdgeFunction {
    return new EdgeFunction(this, 'Rewrites', {
      comment: 'Foyer: page paths',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(rewritePages()),
    });
  }

  private createHeaders(config: FoyerConfig, loginUrl: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'SecurityHeaders', {
      responseHeadersPolicyName: nameInAccount(config, 'headers'),
      comment: `Foyer (${config.stage})`,
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: contentSecurityPolicy([loginUrl, cognitoEndpoint(Aws.REGION)]),
          override: true,
        },
        // Keeps invitation links from leaking to other sites.
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'Permissions-Policy',
            value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
            override: true,
          },
        ],
      },
    });
  }
}

/**
 * Returns a name for a CloudFront resource. CloudFront is global, so names must differ between regions, and the names
 * that CDK generates differ only by stack. At most 64 characters.
 */
function nameInAccount({ stage }: FoyerConfig, what: string): string {
  return `foyer-${stage}-${Aws.REGION}-${what}`;
}

/** Returns the origin of Cognito's API in a region. It allows requests from any page. */
function cognitoEndpoint(region: string): string {
  return `https://cognito-idp.${region}.amazonaws.com`;
}

/** Returns the configuration of the pages. */
export function pageConfigFor(sign: {
  readonly issuer: string;
  readonly loginUrl: string;
  readonly clientId: string;
  readonly securityClientId: string;
  readonly region: string;
}): PageConfig {
  return {
    apiUrl: '',
    authority: sign.issuer,
    authorizationEndpoint: `${sign.loginUrl}/oauth2/authorize`,
    tokenEndpoint: `${sign.loginUrl}/oauth2/token`,
    endSessionEndpoint: `${sign.loginUrl}/logout`,
    revocationEndpoint: `${sign.loginUrl}/oauth2/revoke`,
    userInfoEndpoint: `${sign.loginUrl}/oauth2/userInfo`,
    clientId: sign.clientId,
    securityClientId: sign.securityClientId,
    cognitoEndpoint: cognitoEndpoint(sign.region),
    passkeysEndpoint: `${sign.loginUrl}/passkeys/add`,
    region: sign.region,
  };
}

function acknowledgeDistribution(distribution: Distribution, config: FoyerConfig): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Invited people can be in any country.' },
    {
      id: 'AwsSolutions-CFR3',
      reason:
        'The API has its own access log. Logging page views would collect personal data without a purpose.',
    },
  );
  if (config.webAclArn === undefined && !config.waf)
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR2',
      reason:
        'Every route is throttled. A web ACL has a monthly cost. To add one, set waf or webAclArn.',
    });
  if (config.certificateArn === undefined)
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR4',
      reason:
        'The TLS version cannot be chosen for the default CloudFront domain. With siteUrl and certificateArn, TLS 1.2 is required.',
    });
}
