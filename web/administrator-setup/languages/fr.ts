import type { SetupTexts } from '../texts.ts';

/** French. */
export const fr: SetupTexts = {
  loading: 'Ouverture de votre lien…',
  title: 'Configurer votre compte',
  lead: (tenant, inviter) =>
    `${inviter === undefined ? 'Vous avez été ajouté' : `${inviter} vous a ajouté`} à l’administration de ${tenant}.`,
  email: 'E-mail',
  role: 'Rôle',
  roles: {
    administrators: 'Administrateur',
    operators: 'Opérateur',
    'plan-managers': 'Gestionnaire des formules',
    viewers: 'Lecteur',
  },
  name: 'Nom',
  nameRequired: 'Saisissez votre nom.',
  submit: 'Configurer le compte',
  submitting: 'Configuration de votre compte…',
  doneTitle: 'Votre compte est prêt',
  done: (tenant) => `Vous pouvez maintenant vous connecter à ${tenant}.`,
  stop: {
    noToken: {
      title: 'Ouvrez le lien reçu par e-mail',
      text: 'Cette page nécessite le lien complet de l’e-mail que vous avez reçu.',
      next: ['Cliquez sur le bouton de l’e-mail ou copiez le lien en entier.'],
    },
    invalid: {
      title: 'Ce lien n’est pas valide',
      text: 'Il est peut-être incomplet, ou un e-mail plus récent l’a remplacé.',
      next: [
        'Utilisez le lien de l’e-mail le plus récent.',
        'Ou demandez à un autre administrateur de le renvoyer.',
      ],
    },
    expired: {
      title: 'Ce lien a expiré',
      text: 'Pour des raisons de sécurité, le lien n’est valable que sept jours.',
      next: ['Demandez à un autre administrateur de votre entreprise de le renvoyer.'],
    },
    accepted: {
      title: 'Votre compte est déjà configuré',
      text: 'Le lien ne fonctionne qu’une fois.',
      next: ['Connectez-vous avec votre adresse e-mail et votre mot de passe.'],
    },
    closed: {
      title: 'Cette entreprise est suspendue',
      text: 'Vous ne pouvez pas configurer votre compte pour le moment.',
      next: ['Conservez l’e-mail. Le lien fonctionnera peut-être de nouveau plus tard.'],
    },
    userExists: {
      title: 'Il existe déjà un compte avec cette adresse e-mail',
      text: 'Elle ne peut pas être utilisée pour un compte administrateur.',
      next: ['Demandez à un autre administrateur de vous ajouter avec une autre adresse.'],
    },
  },
};
