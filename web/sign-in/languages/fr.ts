import type { Texts } from '../texts.ts';

/** French. */
export const fr: Texts = {
  language: 'fr',
  languageLabel: 'Langue',
  title: 'Se connecter',
  lead: 'Vous allez continuer sur notre page de connexion sécurisée, puis revenir ici.',
  email: 'Adresse e-mail',
  signIn: 'Se connecter',
  working: 'Un instant…',
  signedIn: 'Vous êtes connecté',
  signedInAs: 'Connecté en tant que',
  otherAccount: (wanted) => `Vous souhaitez peut-être utiliser un autre compte\u00a0: ${wanted}.`,
  switchTo: (wanted) => `Se connecter en tant que ${wanted}`,
  signOut: 'Se déconnecter',
  again: 'Réessayer',
  failures: {
    unavailable: {
      title: 'La connexion n’est pas disponible pour le moment',
      text: 'Le service de connexion n’a pas pu être joint. Vérifiez votre connexion, puis réessayez.',
    },
    denied: {
      title: 'Vous n’avez pas été connecté',
      text: 'La connexion a été annulée ou n’a pas été autorisée. Vous pouvez réessayer.',
    },
    stale: {
      title: 'Cette connexion a pris trop de temps',
      text: 'Elle a été lancée dans une autre fenêtre ou il y a trop longtemps. Recommencez.',
    },
    failed: {
      title: 'La connexion a échoué',
      text: 'Une erreur s’est produite au retour sur cette page. Réessayez.',
    },
    unknown_provider: {
      title: 'Ce mode de connexion n’est pas configuré',
      text: 'Rouvrez le lien de votre e-mail d’invitation et choisissez un autre mode.',
    },
    email_unverified: {
      title: 'Votre adresse e-mail n’a pas été confirmée',
      text: 'Le service avec lequel vous vous êtes connecté ne confirme pas que cette adresse est la vôtre. Rouvrez le lien de votre e-mail d’invitation et choisissez un mot de passe.',
    },
    email_not_accepted: {
      title: 'Ce compte ne peut pas être utilisé ici',
      text: 'Vous vous êtes connecté avec une adresse qui n’est pas acceptée pour ce mode de connexion. Rouvrez le lien de votre e-mail d’invitation et choisissez un mot de passe.',
    },
    no_invitation: {
      title: 'Il n’existe pas d’invitation pour ce compte',
      text: 'Vous avez peut-être utilisé un autre compte. Rouvrez le lien de votre e-mail d’invitation et connectez-vous avec l’adresse de l’invitation.',
    },
    visit_over: {
      title: 'La connexion a pris trop de temps',
      text: 'Pour votre sécurité, vous n’avez que quelques minutes pour vous connecter. Rouvrez le lien de votre e-mail d’invitation.',
    },
    invitation_ended: {
      title: 'Cette invitation ne peut plus être utilisée',
      text: 'Elle a été utilisée, révoquée ou refusée, ou elle a expiré. Le lien de votre e-mail d’invitation vous indique ce qu’il en est.',
    },
    account_closed: {
      title: 'Ce compte ne peut pas être utilisé pour le moment',
      text: 'Le compte de votre entreprise est en attente d’approbation ou fermé, ou vous n’en faites plus partie. Adressez-vous à la personne qui vous a invité.',
    },
    account_exists: {
      title: 'Vous avez déjà un compte',
      text: 'Il existe déjà un compte avec cette adresse e-mail. Connectez-vous avec son mot de passe.',
    },
    in_progress: {
      title: 'Votre compte est déjà en cours de création',
      text: 'Patientez une trentaine de secondes, puis rouvrez le lien de votre e-mail d’invitation.',
    },
    grant_not_allowed: {
      title: 'Votre compte n’a pas pu être créé',
      text: 'Un élément de l’invitation n’est plus valable. Prévenez l’entreprise qui vous a invité.',
    },
    profile_incomplete: {
      title: 'Il manque encore une information',
      text: 'Rouvrez le lien de votre e-mail d’invitation et saisissez votre nom avant de continuer.',
    },
  },
};
