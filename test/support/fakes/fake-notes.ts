import type {
  ActivityNotes,
  NotedActivity,
} from '../../../lambdas/modules/activity/activity-notes.ts';

/** Notes for the log, kept in memory. */
export class FakeNotes implements ActivityNotes {
  readonly noted: NotedActivity[] = [];

  async note(activity: NotedActivity): Promise<void> {
    this.noted.push(activity);
  }
}
