import { dateLocale } from '../../lambdas/modules/platform/locale.ts';
import { isSameEmail } from '../shared/sign-in-email.ts';
import { signedInAs } from '../shared/signed-in-as.ts';
import { NotForMe } from './decline.tsx';
import { RegistrationForm, type RegistrationFormProps } from './registration-form.tsx';
import { TenantBadge } from './tenant-badge.tsx';
import { useTexts } from './texts-context.ts';
import { useFocusOnMount } from './use-focus.ts';

interface RegistrationProps extends RegistrationFormProps {
  readonly focus: boolean;
}

/** The invitation and its form. */
export function Registration(props: RegistrationProps) {
  const texts = useTexts();
  const { invitation } = props;
  const { tenant, kind, application } = invitation;
  const heading = useFocusOnMount<HTMLHeadingElement>(props.focus);
  return (
    <main class="screen screen-form">
      <header class="welcome">
        <TenantBadge tenant={tenant} />
        <h1 class="page-title" tabIndex={-1} ref={heading}>
          {texts.form.title[kind]}
        </h1>
        <p class="lead">
          {texts.form.lead(tenant.name)[kind]}
          {application !== undefined && texts.space + texts.form.application(application.name)}
        </p>
        <p class="aside">
          {texts.form.validUntil + texts.space}
          <LocalTime iso={invitation.expiresAt} locale={invitation.locale} />
        </p>
        <OtherSession invited={invitation.email} />
      </header>
      <RegistrationForm {...props} />
      <div class="asides">
        <p class="aside">{texts.form.notExpected}</p>
        <NotForMe {...props} />
      </div>
    </main>
  );
}

/** Tells people who are signed in with another account that this does not affect the sign-up. */
function OtherSession({ invited }: { readonly invited: string }) {
  const texts = useTexts();
  const other = signedInAs();
  if (other === undefined || isSameEmail(other, invited)) return null;
  return <p class="info">{texts.form.signedInAs(other, invited)}</p>;
}

function LocalTime({ iso, locale }: { readonly iso: string; readonly locale: string | undefined }) {
  const { language } = useTexts();
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return null;
  const wanted = [...(locale === undefined ? [] : [locale]), ...window.navigator.languages];
  const words = new Intl.DateTimeFormat(dateLocale(language, wanted), {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return <time dateTime={iso}>{words.format(date)}</time>;
}
