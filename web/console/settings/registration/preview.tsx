import { useEffect, useState } from 'preact/hooks';
import type {
  CustomerKind,
  FormField,
  Tenant,
} from '../../../../client/src/generated/types.gen.ts';
import { fieldsFor } from '../../../../lambdas/tenants/registration.ts';
import { Loading } from '../../../app/display.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { loadTexts } from '../../../sign-up/catalogue.ts';
import { formOrder } from '../../../sign-up/form-fields.ts';
import type { Texts } from '../../../sign-up/texts.ts';
import { PageSample } from '../page-sample.tsx';
import { registrationWords } from './words.ts';

/** The sign-up page with the words and in the order of the page itself. It is looked at, not filled in. */
export function FormPreview({
  tenant,
  kind,
  required,
}: {
  readonly tenant: Tenant;
  readonly kind: CustomerKind;
  readonly required: readonly FormField[];
}) {
  const words = registrationWords.texts();
  const [texts, setTexts] = useState<Texts>();
  useEffect(() => {
    void loadTexts(pageLanguage()).then(setTexts);
  }, []);
  return (
    <section class="panel panel-padded fields" aria-label={words.preview}>
      <div>
        <h3>{words.preview}</h3>
        <p class="under">{words.previewHint}</p>
      </div>
      {texts === undefined ? (
        <Loading />
      ) : (
        <PageSample tenant={tenant} label={texts.form.title[kind]}>
          <p class="page-sample-title">{texts.form.title[kind]}</p>
          <p>{texts.form.lead(tenant.name)[kind]}</p>
          <ul class="plain form-sample">
            <SampleField label={texts.email.label} sample="name@example.com" />
            {formOrder(texts)
              .filter((name) => fieldsFor(kind).includes(name))
              .map((name) => (
                <SampleField
                  key={name}
                  label={texts.form.fields[name]}
                  {...(!required.includes(name) && {
                    optional: texts.form.optional,
                    ...(name === 'lastName' && { hint: texts.form.oneName }),
                  })}
                />
              ))}
            <SampleField label={texts.password.label} />
          </ul>
          <span class="button" aria-hidden="true">
            {texts.form.submit}
          </span>
        </PageSample>
      )}
    </section>
  );
}

function SampleField({
  label,
  optional,
  hint,
  sample = '',
}: {
  readonly label: string;
  readonly optional?: string;
  readonly hint?: string;
  readonly sample?: string;
}) {
  return (
    <li class="field">
      <span class="label">
        {label}
        {optional !== undefined && <span class="sample-optional"> ({optional})</span>}
      </span>
      <span class="input sample-input" aria-hidden="true">
        {sample}
      </span>
      {hint !== undefined && <p class="field-hint">{hint}</p>}
    </li>
  );
}
