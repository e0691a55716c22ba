/** Forms for parts of the company's settings. Each saves only what was changed. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { getTenant, updateTenant } from '../../../client/src/generated/sdk.gen.ts';
import type { Tenant, UpdateTenantRequest } from '../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../app/api.ts';
import { ConflictDialog, type ConflictingField } from '../../app/conflict.tsx';
import { BusyButton } from '../../app/dialog.tsx';
import { Loading } from '../../app/display.tsx';
import { useDraft, type Values } from '../../app/drafts.ts';
import { isConflict, ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { settingsWords } from './words.ts';

/** Loads the company and shows a form, or a read-only view to people who cannot change it. */
export function WithTenant({
  children,
}: {
  readonly children: (tenant: Tenant, mayChange: boolean) => ComponentChildren;
}) {
  const { data, error, refetch } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  if (data !== undefined) return <>{children(data, currentSession().can('settings:write'))}</>;
  if (error === null) return <Loading />;
  return <ProblemNote failure={error} onRetry={() => void refetch()} />;
}

/** A part of the settings: its form values and its request. */
export interface TenantPart<Form extends Values> {
  /** The draft's name. */
  readonly name: string;
  readonly valuesOf: (tenant: Tenant) => Form;
  /** The merge patch (RFC 7396) between two versions; empty if nothing differs. */
  readonly patchOf: (before: Form, after: Form) => UpdateTenantRequest;
}

/** The state of a form for a part of the settings. */
export interface TenantForm<Form extends Values> {
  readonly values: Form;
  readonly saved: Form;
  readonly change: (some: Partial<Form>) => void;
  readonly isChanged: boolean;
  /** True after the person has tried to save; errors are shown only then. */
  readonly isTried: boolean;
  readonly isBusy: boolean;
  readonly failure: unknown;
  readonly theirs: Form | undefined;
  readonly save: (isComplete: boolean) => void;
  readonly discard: () => void;
  readonly keepTheirs: () => void;
  readonly saveYours: () => void;
  readonly decideLater: () => void;
}

export function useTenantForm<Form extends Values>(
  { name, valuesOf, patchOf }: TenantPart<Form>,
  tenant: Tenant,
): TenantForm<Form> {
  // The version that was opened. A refresh while the person types must not discard anything.
  const [before, setBefore] = useState(tenant);
  const saved = valuesOf(before);
  const { values, change, forget } = useDraft(`${name} ${before.version}`, saved);
  const [isTried, setTried] = useState(false);
  const [theirs, setTheirs] = useState<Tenant>();
  const isSame = (one: Form, other: Form): boolean => Object.keys(patchOf(one, other)).length === 0;
  const isChanged = !isSame(saved, values);
  const startFrom = (now: Tenant): void => {
    setTheirs(undefined);
    setTried(false);
    setBefore(now);
    forget(valuesOf(now));
  };
  const write = (base: Tenant) =>
    call(
      updateTenant({
        body: patchOf(valuesOf(base), values),
        headers: { 'If-Match': `"${base.version}"` },
      }),
    );
  const work = useAction(async (base: Tenant) => {
    let now: Tenant;
    try {
      now = await write(base);
    } catch (failure) {
      if (!isConflict(failure)) throw failure;
      const changed = await call(getTenant());
      if (!isSame(valuesOf(base), valuesOf(changed))) {
        setTheirs(changed);
        return;
      }
      // Someone changed other settings, so there is no conflict here.
      now = await write(changed);
    }
    startFrom(now);
    toast(settingsWords.texts().editor.saved);
    await refresh('tenant');
  });
  const isNewer = tenant.version > before.version;
  useEffect(() => {
    if (isNewer && !isChanged && !work.isBusy && theirs === undefined) startFrom(tenant);
  }, [isNewer, isChanged, work.isBusy]);
  return {
    ...{ values, saved, change, isChanged, isTried },
    isBusy: work.isBusy,
    failure: work.failure,
    theirs: theirs === undefined ? undefined : valuesOf(theirs),
    save: (isComplete) => {
      setTried(true);
      if (!isComplete) return;
      if (isChanged) work.run(before);
      else toast(settingsWords.texts().editor.saved);
    },
    discard: () => {
      work.reset();
      startFrom(isNewer ? tenant : before);
    },
    keepTheirs: () => {
      if (theirs !== undefined) startFrom(theirs);
      void refresh('tenant');
    },
    saveYours: () => {
      if (theirs === undefined) return;
      // The form shows a failure.
      setTheirs(undefined);
      work.run(theirs);
    },
    decideLater: () => {
      setTheirs(undefined);
    },
  };
}

/** The form with its buttons. A failed save moves the focus to the first invalid field. */
export function TenantFormFrame<Form extends Values>({
  form,
  problems,
  paths,
  compared,
  children,
}: {
  readonly form: TenantForm<Form>;
  /** Errors that the page found, by field. */
  readonly problems: Readonly<Record<string, string | undefined>>;
  /** API paths whose error messages are shown at a field. */
  readonly paths: readonly string[];
  /** The fields in two versions, as shown to people. */
  readonly compared: (yours: Form, theirs: Form) => readonly ConflictingField[];
  readonly children: ComponentChildren;
}) {
  const texts = settingsWords.texts().editor;
  const frame = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const { values, isChanged, isBusy, failure, theirs } = form;
  useEffect(() => {
    if (tries > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries, failure]);
  return (
    <>
      <form
        ref={frame}
        class="panel panel-padded fields"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          form.save(Object.values(problems).every((problem) => problem === undefined));
        }}
      >
        {children}
        <ProblemNote failure={failure} fields={paths} />
        <div class="form-foot">
          {isChanged && (
            <button
              class="button button-quiet"
              type="button"
              onClick={() => {
                form.discard();
                // This button disappears, so move the focus.
                frame.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
              }}
            >
              {texts.discard}
            </button>
          )}
          <BusyButton type="submit" isBusy={isBusy}>
            {texts.save}
          </BusyButton>
        </div>
      </form>
      {theirs !== undefined && (
        <ConflictDialog
          fields={compared(values, theirs)}
          onKeepTheirs={form.keepTheirs}
          onSaveYours={form.saveYours}
          onClose={form.decideLater}
        />
      )}
    </>
  );
}
