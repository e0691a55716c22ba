import type { SetupTexts } from '../texts.ts';

/** German. */
export const de: SetupTexts = {
  loading: 'Ihr Link wird geöffnet …',
  title: 'Konto einrichten',
  lead: (tenant, inviter) =>
    `${inviter === undefined ? 'Sie wurden' : `${inviter} hat Sie`} zur Verwaltung von ${tenant} hinzugefügt.`,
  email: 'E-Mail',
  role: 'Rolle',
  roles: {
    administrators: 'Administrator',
    operators: 'Sachbearbeitung',
    'plan-managers': 'Planverwaltung',
    viewers: 'Nur Lesen',
  },
  name: 'Name',
  nameRequired: 'Geben Sie Ihren Namen ein.',
  submit: 'Konto einrichten',
  submitting: 'Ihr Konto wird eingerichtet …',
  doneTitle: 'Ihr Konto ist bereit',
  done: (tenant) => `Sie können sich jetzt bei ${tenant} anmelden.`,
  stop: {
    noToken: {
      title: 'Öffnen Sie den Link in Ihrer E-Mail',
      text: 'Diese Seite benötigt den vollständigen Link aus der E-Mail, die Sie erhalten haben.',
      next: ['Klicken Sie auf die Schaltfläche in der E-Mail oder kopieren Sie den ganzen Link.'],
    },
    invalid: {
      title: 'Dieser Link ist ungültig',
      text: 'Er ist unvollständig oder wurde durch eine neuere E-Mail ersetzt.',
      next: [
        'Verwenden Sie den Link in der neuesten E-Mail.',
        'Oder bitten Sie jemanden aus der Administration, ihn erneut zu senden.',
      ],
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Aus Sicherheitsgründen gilt der Link sieben Tage.',
      next: [
        'Bitten Sie jemanden aus der Administration Ihres Unternehmens, ihn erneut zu senden.',
      ],
    },
    accepted: {
      title: 'Ihr Konto ist bereits eingerichtet',
      text: 'Der Link funktioniert nur einmal.',
      next: ['Melden Sie sich mit Ihrer E-Mail-Adresse und Ihrem Passwort an.'],
    },
    closed: {
      title: 'Dieses Unternehmen ist gesperrt',
      text: 'Sie können Ihr Konto zurzeit nicht einrichten.',
      next: ['Bewahren Sie die E-Mail auf. Der Link funktioniert später möglicherweise wieder.'],
    },
    userExists: {
      title: 'Diese E-Mail-Adresse hat bereits ein Konto',
      text: 'Sie kann nicht für ein Administratorkonto verwendet werden.',
      next: [
        'Bitten Sie jemanden aus der Administration, Sie mit einer anderen Adresse hinzuzufügen.',
      ],
    },
  },
};
