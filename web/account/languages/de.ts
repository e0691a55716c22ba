import type { AccountTexts } from '../texts.ts';

/** German. */
export const de: AccountTexts = {
  navigation: { company: 'Unternehmen', colleagues: 'Kollegen', profile: 'Profil' },
  invite: 'Kollegen einladen',
  roles: { owner: 'Inhaber', member: 'Mitglied' },
  roleHints: {
    owner: 'Verwaltet das Unternehmensprofil und die Personen',
    member: 'Sieht das Unternehmen und die Personen',
  },
  edit: 'Bearbeiten',
  save: 'Speichern',
  problems: {
    contact_has_account: 'Diese Person hat bereits ein Konto.',
    contact_limit_reached:
      'Ihr Unternehmen hat die Höchstzahl an Personen erreicht. Entfernen Sie zuerst jemanden.',
    customer_suspended: 'Ihr Unternehmen ist gesperrt. Es kann niemand eingeladen werden.',
    email_required: 'Diese Person hat keine E-Mail-Adresse.',
    email_suppressed:
      'An diese Adresse werden keine E-Mails gesendet, weil frühere unzustellbar waren oder als Spam gemeldet wurden.',
    feature_not_available:
      'Einladungen sind zurzeit nicht möglich. Wenden Sie sich an das Unternehmen, das Sie eingeladen hat.',
    forbidden: 'Nur Inhaber können das tun.',
    grant_not_allowed: 'Sie dürfen den Zugriff, den diese Person erhalten würde, nicht vergeben.',
    last_owner:
      'Ihr Unternehmen benötigt mindestens einen Inhaber. Machen Sie zuerst eine andere Person zum Inhaber.',
    pending_limit_reached:
      'Zurzeit können keine weiteren Einladungen gesendet werden. Wenden Sie sich an das Unternehmen, das Sie eingeladen hat.',
    rate_limited:
      'Ihr Unternehmen hat zu viele Einladungen gesendet. Versuchen Sie es in einer Stunde erneut.',
  },
  closed: {
    title: 'Sie haben zurzeit keinen Zugriff',
    text: 'Möglicherweise ist das Konto Ihres Unternehmens gesperrt oder noch nicht aktiv, oder Sie wurden daraus entfernt.',
    ask: 'Wenden Sie sich an einen Inhaber Ihres Kontos oder an Ihre Kontaktperson bei dem Unternehmen, das Sie eingeladen hat.',
    reason: 'Grund',
  },
};
