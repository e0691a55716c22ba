import type { Texts } from '../texts.ts';

/** French. */
export const fr: Texts = {
  language: 'fr',
  languageLabel: 'Langue',
  title: 'Se connecter',
  lead: 'Vous continuez sur notre page de connexion sécurisée, puis revenez ici.',
  email: 'Adresse e-mail',
  signIn: 'Se connecter',
  working: 'Un instant…',
  signedIn: 'Votre session est ouverte',
  signedInAs: 'Session ouverte en tant que',
  otherAccount: (wanted) => `Vous souhaitez sans doute utiliser un autre compte\u00a0: ${wanted}.`,
  switchTo: (wanted) => `Se connecter en tant que ${wanted}`,
  signOut: 'Se déconnecter',
  again: 'Réessayer',
  failures: {
    unavailable: {
      title: 'La connexion n’est pas disponible pour le moment',
      text: 'Le service de connexion n’a pas pu être joint. Vérifiez votre connexion Internet, puis réessayez.',
    },
    denied: {
      title: 'La connexion n’a pas abouti',
      text: 'La connexion a été annulée ou n’a pas été autorisée. Vous pouvez réessayer.',
    },
    stale: {
      title: 'Cette connexion a pris trop de temps',
      text: 'Elle a été commencée dans une autre fenêtre, ou il y a trop longtemps. Veuillez recommencer.',
    },
    failed: {
      title: 'La connexion n’a pas fonctionné',
      text: 'Un problème est survenu au retour sur cette page. Veuillez réessayer.',
    },
    unknown_provider: {
      title: 'Ce mode de connexion n’est pas configuré',
      text: 'Veuillez rouvrir le lien de votre e-mail d’invitation et choisir un autre moyen.',
    },
    email_unverified: {
      title: 'Votre adresse e-mail n’a pas été confirmée',
      text: 'Le service de connexion utilisé ne confirme pas que l’adresse est la vôtre. Veuillez rouvrir le lien de votre e-mail d’invitation et choisir un mot de passe.',
    },
    email_not_accepted: {
      title: 'Ce compte ne peut pas être utilisé ici',
      text: 'L’adresse de ce compte n’est pas acceptée par ce moyen. Veuillez rouvrir le lien de votre e-mail d’invitation et choisir un mot de passe.',
    },
    no_invitation: {
      title: 'Il n’y a pas d’invitation pour ce compte',
      text: 'Vous avez peut-être utilisé un autre de vos comptes. Veuillez rouvrir le lien de votre e-mail d’invitation et vous connecter avec l’adresse de l’invitation.',
    },
    visit_over: {
      title: 'La connexion a pris trop de temps',
      text: 'Pour votre sécurité, elle ne dispose que de quelques minutes. Veuillez rouvrir le lien de votre e-mail d’invitation.',
    },
    invitation_ended: {
      title: 'L’invitation ne peut plus être utilisée',
      text: 'Elle a été utilisée, annulée ou déclinée, ou elle a expiré. Le lien de votre e-mail d’invitation vous dira ce qu’il en est.',
    },
    account_closed: {
      title: 'Ce compte ne peut pas être utilisé pour le moment',
      text: 'Le compte de votre entreprise est fermé, attend une validation, ou vous n’en faites plus partie. Adressez-vous à la personne qui vous a invité.',
    },
    account_exists: {
      title: 'Vous avez déjà un compte',
      text: 'Un compte existe avec cette adresse e-mail. Veuillez vous connecter avec son mot de passe.',
    },
    in_progress: {
      title: 'Votre compte est déjà en cours de création',
      text: 'Patientez une trentaine de secondes, puis rouvrez le lien de votre e-mail d’invitation.',
    },
    grant_not_allowed: {
      title: 'Le compte n’a pas pu être ouvert',
      text: 'Un élément de l’invitation n’est plus valable. Merci de prévenir l’entreprise à l’origine de l’invitation.',
    },
    profile_incomplete: {
      title: 'Il manque encore une information',
      text: 'Veuillez rouvrir le lien de votre e-mail d’invitation et indiquer votre nom avant de continuer.',
    },
  },
};
