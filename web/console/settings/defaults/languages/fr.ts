import type { DefaultsTexts } from '../texts.ts';

/** French. */
export const fr: DefaultsTexts = {
  lead: 'Ces valeurs s’appliquent aux nouvelles invitations et aux nouveaux comptes. Effacez un nombre pour rétablir sa valeur par défaut.',
  invitations: 'Invitations',
  expiryDays: {
    label: 'Validité',
    hint: 'Durée pendant laquelle une nouvelle invitation peut être utilisée.',
  },
  maxExpiryDays: {
    label: 'Validité maximale',
    hint: 'La plus longue durée qui peut être choisie pour une invitation.',
  },
  reminders: {
    label: 'Rappels',
    hint: 'Jours avant l’expiration, séparés par des virgules, par exemple 3, 1. Laissez vide pour n’en envoyer aucun.',
  },
  remindersWrong: (most) =>
    `Saisissez des nombres entiers de 1 à ${most}, séparés par des virgules.`,
  remindersMany: 'Saisissez 5 rappels au maximum.',
  language: {
    label: 'Langue',
    hint: 'Pour les e-mails et les pages, sauf si une invitation définit la sienne.',
  },
  retentionDays: {
    label: 'Conservation',
    hint: 'Passé ce délai, une invitation expirée est supprimée avec ses données personnelles.',
  },
  differentEmail: {
    label: 'Autoriser une autre adresse e-mail',
    hint: 'Une invitation peut alors permettre de s’inscrire avec une autre adresse.',
  },
  accounts: 'Comptes',
  approval: {
    label: 'Approuver les nouveaux clients',
    hint: 'Les utilisateurs d’un nouveau client ne peuvent se connecter qu’une fois le client activé par un administrateur.',
  },
  secondFactor: {
    label: 'Exiger un second facteur des administrateurs',
    hint: 'Sans application d’authentification, un administrateur peut uniquement en configurer une, dans le menu de son compte, sous « Connexion et sécurité ». Configurez d’abord la vôtre.',
  },
  redirectUrls: {
    label: 'URL de redirection',
    hint: 'Les personnes peuvent être redirigées vers ces adresses, et vers les pages situées en dessous, après leur inscription. Une par ligne, par exemple https://portal.example.com/welcome.',
  },
  redirectUrlWrong: (url) =>
    `Saisissez des adresses complètes sans ? ni #, par exemple https://portal.example.com. Vérifiez ${url}.`,
  groups: { label: 'Groupes', hint: 'Les groupes que les invitations peuvent accorder.' },
  groupsNeeded: 'Sélectionnez au moins un groupe.',
  firstGroup: {
    label: 'Groupe par défaut',
    hint: 'Accordé sauf si une invitation définit ses propres groupes.',
  },
  limits: 'Limites',
  limitsHint:
    'Elles protègent vos clients et votre réputation d’expéditeur en cas d’usage abusif d’un compte.',
  limitNames: {
    invitationsPerAdministratorPerHour: {
      label: 'Invitations par administrateur et par heure',
      hint: 'Renvois et liens copiés compris. S’applique aussi à chaque client API.',
    },
    invitationsPerTenantPerHour: {
      label: 'Invitations par heure',
      hint: 'Pour toute votre entreprise.',
    },
    invitationsPerCustomerPerHour: {
      label: 'Invitations par client et par heure',
      hint: 'Celles qu’un client envoie à ses propres collègues.',
    },
    importedInvitationsPerTenantPerDay: {
      label: 'Lignes importées par jour',
      hint: 'Les simulations ne comptent pas.',
    },
    resendsPerInvitationPerDay: {
      label: 'Renvois par invitation et par jour',
      hint: 'Tous expéditeurs confondus.',
    },
    mailsPerRecipientPerDay: {
      label: 'E-mails par adresse et par jour',
      hint: 'De toute nature, rappels et codes compris.',
    },
    pendingInvitations: { label: 'Invitations en attente', hint: 'En même temps.' },
    contactsPerCustomer: { label: 'Contacts par client', hint: 'Avec ou sans compte.' },
    apiClients: { label: 'Clients API', hint: 'En même temps.' },
  },
  days: (least, most) => `De ${least} à ${most} jours.`,
  upTo: (most) => `${most} au maximum.`,
  wrongNumber: (least, most) => `Saisissez un nombre entier de ${least} à ${most}.`,
  operator: 'Défini par l’opérateur',
  operatorHint:
    'L’opérateur de cette installation définit ces valeurs. Contactez-le si vous avez besoin de plus.',
  status: 'Statut',
  statuses: { active: 'Active', suspended: 'Suspendue' },
  portal: 'Portail client',
  portalIncluded: 'Inclus',
  portalMissing: 'Non inclus\u00a0: personne ne peut être invité',
  apiClients: 'Clients API',
  apiClientsIncluded: 'Inclus',
  apiClientsMissing: 'Non inclus',
  longestExpiry: 'Validité maximale',
  longestRetention: 'Conservation maximale',
  availableGroups: 'Groupes disponibles',
  dayCount: (count) => (count === 1 ? '1 jour' : `${count} jours`),
  none: 'Aucun',
};
