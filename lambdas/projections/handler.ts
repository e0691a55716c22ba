import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { ActivityProjection } from '../activity/activity-projection.ts';
import { readEnvironment } from '../shared/environment.ts';
import { tableClient } from '../shared/table.ts';
import { projectionsEnvironment } from './environment.ts';
import { project } from './project.ts';
import type { Projection } from './projection.ts';

const environment = readEnvironment(projectionsEnvironment);
const logger = new Logger({ serviceName: 'projections' });
const projections: readonly Projection[] = [
  new ActivityProjection(tableClient(), environment.TABLE_NAME),
];

/** Reads the table's stream and keeps views of the table up to date. */
export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  project(event.Records, { projections, logger });
