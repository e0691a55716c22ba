import type { SecurityTexts } from '../texts.ts';

export const fr: SecurityTexts = {
  title: 'Connexion et sécurité',
  confirmTitle: 'Confirmez votre identité',
  confirmLead: 'Pour afficher et modifier vos méthodes de connexion, connectez-vous à nouveau.',
  passkeyLead:
    'Si vous avez ajouté une clé d’accès, vous pouvez déjà l’utiliser. Pour la voir dans la liste, connectez-vous à nouveau.',
  confirm: 'Continuer',
  otherAccount: (email) => `Vous avez utilisé un autre compte. Utilisez ${email}.`,
  notConfirmed: 'Cela n’a pas fonctionné. Réessayez.',
  federated:
    'Vous vous connectez avec le compte de votre entreprise. C’est là que se configurent les seconds facteurs et les clés d’accès.',
  required:
    'Votre entreprise exige une application d’authentification. Configurez-en une pour utiliser la console.',
  failures: {
    code: 'Le code est incorrect ou a déjà été utilisé. Saisissez celui que l’application affiche maintenant.',
    expired:
      'Pour votre sécurité, cette page se ferme au bout de cinq minutes. Confirmez à nouveau votre identité.',
    busy: 'Trop de tentatives. Patientez un instant, puis réessayez.',
    offline: 'Le service est inaccessible. Vérifiez votre connexion, puis réessayez.',
    unknown: 'Une erreur s’est produite. Réessayez.',
  },
  on: 'Activée',
  off: 'Désactivée',
  appTitle: 'Application d’authentification',
  appLead:
    'Après votre mot de passe, vous saisissez un code affiché par une application sur votre téléphone.',
  setUp: 'Configurer',
  replace: 'Configurer une autre application',
  remove: 'Supprimer',
  removeTitle: 'Supprimer l’application d’authentification ?',
  removeLead:
    'Votre mot de passe suffira pour vous connecter. Si votre entreprise exige une application, vous n’aurez plus accès tant que vous n’en aurez pas configuré une autre.',
  removed: 'Application d’authentification supprimée',
  setUpTitle: 'Configurer une application d’authentification',
  scan: 'Scannez ce code avec une application d’authentification ou un gestionnaire de mots de passe sur votre téléphone.',
  qrCode: 'Code QR pour l’application d’authentification',
  openApp: 'Ouvrir l’application sur cet appareil',
  key: 'Clé, si vous ne pouvez pas scanner le code',
  code: 'Code de l’application',
  codeHint: 'Six chiffres, qui changent toutes les 30 secondes.',
  codeMissing: 'Saisissez les six chiffres affichés par l’application.',
  turnOn: 'Activer',
  done: 'Application d’authentification activée',
  lostTitle: 'Si vous perdez votre téléphone',
  lost: 'Il n’existe pas de codes de récupération. Utilisez une application qui sauvegarde ses codes, ou configurez-la sur un second appareil avec le même code QR. Si vous ne pouvez plus vous connecter, contactez l’entreprise qui vous a invité : l’opérateur de ce service peut supprimer l’application.',
  passkeysTitle: 'Clés d’accès',
  passkeysLead:
    'Connectez-vous avec votre empreinte, votre visage ou le verrouillage de l’écran au lieu d’un mot de passe.',
  noPasskeys: 'Vous n’avez aucune clé d’accès.',
  addPasskey: 'Ajouter une clé d’accès',
  passkeysFull:
    'Vous avez 20 clés d’accès, le maximum. Pour en ajouter une autre, supprimez-en une.',
  unnamedPasskey: 'Clé d’accès',
  removeNamed: (name) => `Supprimer ${name}`,
  removePasskeyTitle: (name) => `Supprimer ${name} ?`,
  removePasskeyLead:
    'Vous ne pourrez plus vous connecter avec cette clé. Supprimez-la aussi de votre appareil ou de votre gestionnaire de mots de passe.',
  passkeyRemoved: 'Clé d’accès supprimée',
};
