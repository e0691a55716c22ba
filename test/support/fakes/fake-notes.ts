import type {
  ActivityNotes,
  NotedActivity,
} from '../../../lambdas/modules/activity/activity-notes.ts';

/** Keeps notes for the activity log in memory. */
export class FakeNotes implements ActivityNotes {
  readonly noted: NotedActivity[] = [];

  async note(activity: NotedActivity): Promise<void> {
    this.noted.push(activity);
  }
}
