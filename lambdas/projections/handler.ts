import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';

import { ActivityProjection } from '../modules/activity/activity-projection.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { SearchProjection } from '../modules/search/search-projection.ts';
import { CountProjection } from '../modules/statistics/count-projection.ts';
import { projectionsEnvironment } from './environment.ts';
import { project } from './project.ts';

const { TABLE_NAME } = readEnvironment(projectionsEnvironment);
const logger = new Logger({ serviceName: 'projections' });
const table = tableClient();
const projections = [
  new SearchProjection(table, TABLE_NAME),
  new CountProjection(table, TABLE_NAME),
  new ActivityProjection(table, TABLE_NAME),
];

/** Processes the table's stream and updates the projections of the table. */
export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  project(event.Records, { projections, logger });
