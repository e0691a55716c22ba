import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

import { type TransactItem, writeOnCondition } from '../dynamodb/conditional-write.ts';
import {
  causeOf,
  type Projection,
  type ProjectionFailure,
  type TableChange,
} from '../records/projection.ts';
import {
  ALL_DAYS,
  type Counted,
  type CountedKind,
  countedMark,
  countedOf,
  countPartition,
  countSortKey,
} from './counted.ts';

/**
 * The maximum number of changes that are counted in one transaction. A transaction can contain 100 items: a marker for
 * each change, the count of each day, and the total count.
 */
const CHANGES_MAX = 48;

/** A change that moves a record from one state to another, adds it to the counts, or removes it from them. */
interface Move {
  readonly change: TableChange;
  readonly from: Counted | undefined;
  readonly to: Counted | undefined;
}

/**
 * Counts customers by status and invitations by stage. One transaction marks each change as counted and adds it to the
 * counts, so that each change is counted exactly once, regardless of how often the stream delivers it.
 */
export class CountProjection implements Projection {
  readonly name = 'counts';
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async apply(changes: readonly TableChange[]): Promise<readonly ProjectionFailure[]> {
    const failures: ProjectionFailure[] = [];
    const groups = new Map<string, Move[]>();
    for (const change of changes)
      try {
        const move = moveOf(change);
        const counted = move?.to ?? move?.from;
        if (move === undefined || counted === undefined) continue;
        const key = countPartition(counted.tenantId, counted.kind);
        groups.set(key, [...(groups.get(key) ?? []), move]);
      } catch (error) {
        failures.push({ sequence: change.sequence, cause: causeOf(error) });
      }
    const failed = await Promise.all([...groups.values()].map((moves) => this.#countAll(moves)));
    return [...failures, ...failed.flat()];
  }

  /** Runs transactions in sequence, because they write the same counts. */
  async #countAll(moves: readonly Move[]): Promise<ProjectionFailure[]> {
    const failures: ProjectionFailure[] = [];
    for (let next = 0; next < moves.length; next += CHANGES_MAX) {
      const batch = moves.slice(next, next + CHANGES_MAX);
      try {
        await this.#count(batch);
      } catch (error) {
        const cause = causeOf(error);
        failures.push(...batch.map(({ change: { sequence } }) => ({ sequence, cause })));
      }
    }
    return failures;
  }

  /** Counts the changes that have not been counted yet. */
  async #count(moves: readonly Move[]): Promise<void> {
    if (moves.length === 0) return;
    const items = [...moves.map((move) => this.#mark(move)), ...this.#additions(moves)];
    const written = await writeOnCondition(() =>
      this.#client.send(new TransactWriteCommand({ TransactItems: items })),
    );
    if (written.done) return;
    await this.#count(moves.filter((_, place) => written.refusals[place] === undefined));
  }

  #mark({ change: { id, at } }: Move): TransactItem {
    return {
      Put: {
        TableName: this.#tableName,
        Item: countedMark(id, at),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  #additions(moves: readonly Move[]): TransactItem[] {
    const sums = new Map<string, { pk: string; sk: string; states: Map<string, number> }>();
    const add = (counted: Counted | undefined, by: number) => {
      if (counted === undefined) return;
      for (const day of [counted.day, ALL_DAYS]) {
        const key = keyOf(counted.tenantId, counted.kind, day);
        const id = `${key.pk} ${key.sk}`;
        const { states } = sums.get(id) ?? { states: new Map<string, number>() };
        states.set(counted.state, (states.get(counted.state) ?? 0) + by);
        sums.set(id, { ...key, states });
      }
    };
    for (const { from, to } of moves) {
      add(from, -1);
      add(to, 1);
    }
    return [...sums.values()].flatMap(({ pk, sk, states }) => {
      const changed = [...states].filter(([, by]) => by !== 0);
      return changed.length === 0 ? [] : [this.#addition({ pk, sk }, changed)];
    });
  }

  #addition(
    Key: { readonly pk: string; readonly sk: string },
    changed: readonly (readonly [string, number])[],
  ): TransactItem {
    return {
      Update: {
        TableName: this.#tableName,
        Key,
        UpdateExpression: `ADD ${changed.map((_, nr) => `#s${nr} :s${nr}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          changed.map(([state], nr) => [`#s${nr}`, state]),
        ),
        ExpressionAttributeValues: Object.fromEntries(changed.map(([, by], nr) => [`:s${nr}`, by])),
      },
    };
  }
}

function keyOf(tenantId: string, kind: CountedKind, day: string) {
  return { pk: countPartition(tenantId, kind), sk: countSortKey(day) };
}

/** Returns the move that a change makes, or `undefined` if no count changes. */
function moveOf(change: TableChange): Move | undefined {
  const from = countedOf(change.sk, change.before);
  const to = countedOf(change.sk, change.after);
  const same =
    from?.tenantId === to?.tenantId && from?.day === to?.day && from?.state === to?.state;
  return same ? undefined : { change, from, to };
}
