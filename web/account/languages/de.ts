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
    contact_has_account: 'Diese Person hat schon ein Konto.',
    contact_limit_reached:
      'Ihr Unternehmen hat die Höchstzahl an Personen erreicht. Entfernen Sie zuerst jemanden.',
    customer_suspended: 'Ihr Unternehmen ist gesperrt. Es kann niemand eingeladen werden.',
    email_required: 'Diese Person hat keine E-Mail-Adresse.',
    email_suppressed:
      'An diese Adresse werden keine E-Mails gesendet, weil frühere unzustellbar waren oder als Spam gemeldet wurden.',
    feature_not_available:
      'Einladungen sind zurzeit nicht möglich. Fragen Sie das Unternehmen, das Sie eingeladen hat.',
    forbidden: 'Das dürfen nur Inhaber.',
    grant_not_allowed: 'Den Zugriff, den diese Person bekäme, dürfen Sie nicht weitergeben.',
    last_owner:
      'Ihr Unternehmen braucht mindestens einen Inhaber. Machen Sie zuerst jemand anderen dazu.',
    pending_limit_reached:
      'Zurzeit können keine weiteren Einladungen gesendet werden. Fragen Sie das Unternehmen, das Sie eingeladen hat.',
    rate_limited:
      'Ihr Unternehmen hat viele Einladungen gesendet. Versuchen Sie es in einer Stunde noch einmal.',
  },
  closed: {
    title: 'Sie haben zurzeit keinen Zugriff',
    text: 'Vielleicht ist das Konto Ihres Unternehmens gesperrt oder noch nicht aktiv, oder Sie wurden daraus entfernt.',
    ask: 'Fragen Sie einen Inhaber Ihres Kontos oder Ihren Kontakt bei dem Unternehmen, das Sie eingeladen hat.',
    reason: 'Grund',
  },
};
