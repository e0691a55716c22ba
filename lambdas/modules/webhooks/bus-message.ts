import * as z from 'zod';
import { eventSchema } from './delivery.ts';

/** An event of the bus as a rule puts it into a queue, read as what Foyer tells. */
export const busMessageSchema = z
  .object({ 'detail-type': z.string(), detail: eventSchema.shape.detail })
  .transform(({ 'detail-type': type, detail }) => ({ type, detail }));
