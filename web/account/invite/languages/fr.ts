import type { InviteTexts } from '../texts.ts';

/** French. */
export const fr: InviteTexts = {
  title: 'Inviter un collègue',
  lead: (company) => `Votre collègue reçoit un e-mail avec un lien pour rejoindre ${company}.`,
  email: 'E-mail',
  emailWrong: 'Saisissez une adresse e-mail, par exemple ada@example.com.',
  role: 'Rôle',
  more: 'Plus d’options',
  firstName: 'Prénom',
  lastName: 'Nom',
  jobTitle: 'Fonction',
  optional: 'Facultatif. Votre collègue peut le modifier.',
  send: 'Envoyer l’invitation',
  sent: (email) => `Invitation envoyée à ${email}`,
  seeInvitations: 'Voir les invitations',
};
