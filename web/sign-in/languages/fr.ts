import type { Texts } from '../texts.ts';

/** French. */
export const fr: Texts = {
  language: 'fr',
  languageLabel: 'Langue',
  title: 'Se connecter',
  lead: 'Vous continuez sur notre page de connexion sécurisée, puis revenez ici.',
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
  },
};
