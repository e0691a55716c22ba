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
      next: ['Klicken Sie auf die Schaltfläche in der E-Mail oder kopieren Sie den gesamten Link.'],
    },
    invalid: {
      title: 'Dieser Link ist ungültig',
      text: 'Möglicherweise ist er unvollständig oder wurde durch eine neuere E-Mail ersetzt.',
      next: [
        'Verwenden Sie den Link in der neuesten E-Mail.',
        'Oder bitten Sie einen anderen Administrator, ihn erneut zu senden.',
      ],
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Aus Sicherheitsgründen ist der Link nur sieben Tage gültig.',
      next: ['Bitten Sie einen anderen Administrator Ihres Unternehmens, ihn erneut zu senden.'],
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
      title: 'Für diese E-Mail-Adresse besteht bereits ein Konto',
      text: 'Sie kann nicht für ein Administratorkonto verwendet werden.',
      next: ['Bitten Sie einen anderen Administrator, Sie mit einer anderen Adresse hinzuzufügen.'],
    },
  },
};
