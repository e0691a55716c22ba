import type { Clock } from '../../lambdas/modules/platform/clock.ts';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: number;

  constructor(start = '2030-01-01T12:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the time on, in milliseconds. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Moves to a time that was there before. */
  goTo(time: Date): void {
    this.#now = time.getTime();
  }
}
