import type {
  CustomerKind,
  FormField,
  Tenant,
} from '../../../../client/src/generated/types.gen.ts';
import { PageSample } from '../../preview/page-sample.tsx';
import { settingsWords } from '../words.ts';
import { fieldsInOrder } from './form.ts';
import { registrationWords } from './words.ts';

/** The sign-up page with its own texts and field order. It is not interactive. */
export function FormPreview({
  tenant,
  kind,
  required,
}: {
  readonly tenant: Tenant;
  readonly kind: CustomerKind;
  readonly required: readonly FormField[];
}) {
  const { fields } = settingsWords.texts();
  const { preview, previewHint, page } = registrationWords.texts();
  return (
    <section class="panel panel-padded fields" tabIndex={0} aria-label={preview}>
      <div>
        <h3>{preview}</h3>
        <p class="under">{previewHint}</p>
      </div>
      <PageSample tenant={tenant} label={page.title[kind]}>
        <p class="page-sample-title">{page.title[kind]}</p>
        <p>{page.lead(tenant.name)[kind]}</p>
        <ul class="plain form-sample">
          <SampleField label={page.email} sample="name@example.com" />
          {fieldsInOrder(kind, page).map((name) => (
            <SampleField
              key={name}
              label={fields[name]}
              {...(!required.includes(name) && {
                optional: page.optional,
                ...(name === 'lastName' && { hint: page.oneName }),
              })}
            />
          ))}
          <SampleField label={page.password} />
        </ul>
        <span class="button" aria-hidden="true">
          {page.submit}
        </span>
      </PageSample>
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
