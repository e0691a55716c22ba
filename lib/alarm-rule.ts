import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';

export const FIVE_MINUTES = Duration.minutes(5);

/** An alarm for what people would notice. */
export interface AlarmRule {
  readonly id: string;
  readonly metric: IMetric;
  /** The alarm rings from this value on. */
  readonly from: number;
  readonly periods?: number;
  /** What a person loses, and where to look. */
  readonly loss: string;
}
