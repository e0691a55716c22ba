import type { ApplicationsTexts } from '../texts.ts';

/** French. */
export const fr: ApplicationsTexts = {
  title: 'Applications',
  lead: 'Les applications auxquelles les invitations donnent accès, par exemple votre portail client. Les personnes y arrivent après leur inscription.',
  application: 'Application',
  empty: 'Aucune application pour l’instant',
  emptyHint: 'Ajoutez l’application à laquelle vos clients se connectent.',
  name: 'Nom',
  nameHint: 'Nom affiché. Chaque application doit avoir un nom distinct.',
  nameRequired: 'Saisissez un nom.',
  nameLong: 'Le nom ne peut pas dépasser 100 caractères.',
  protocol: 'Connexion',
  protocols: {
    oidc: { label: 'OpenID Connect', hint: 'Disponible pour les invitations.' },
    oauth2: { label: 'OAuth 2.0', hint: 'Disponible pour les invitations.' },
    saml: { label: 'SAML', hint: 'Non disponible pour les invitations.' },
    bookmark: {
      label: 'Favori',
      hint: 'Un simple lien. Non disponible pour les invitations.',
    },
  },
  clientId: 'ID client',
  clientIdHint:
    'L’ID du client de l’application dans le groupe d’utilisateurs. Seuls vos utilisateurs peuvent s’y connecter.',
  clientIdWrong:
    'Saisissez l’ID d’un client du groupe d’utilisateurs\u00a0: lettres, chiffres, «\u00a0_\u00a0» et «\u00a0+\u00a0» uniquement.',
  redirectUrl: 'URL de redirection',
  redirectUrlHint:
    'La destination après l’inscription. L’hôte doit être autorisé par le client ou par vos paramètres.',
  redirectUrlWrong: 'Saisissez une URL complète commençant par https://.',
  groups: 'Groupes',
  groupsHint: 'Toute invitation à cette application accorde aussi ces groupes.',
  groupsMany: 'Choisissez 10 groupes au maximum.',
  none: 'Aucun',
  updated: 'Modification',
  add: 'Ajouter une application',
  addConfirm: 'Ajouter',
  addDone: 'Application ajoutée',
  limit: 'Votre entreprise a atteint sa limite d’applications. Supprimez-en une d’abord.',
  edit: 'Modifier',
  editTitle: 'Modifier l’application',
  save: 'Enregistrer',
  saved: 'Modifications enregistrées',
  delete: 'Supprimer',
  deleteTitle: 'Supprimer cette application\u00a0?',
  deleteText:
    'Elle ne peut plus être utilisée pour de nouvelles invitations. Les invitations en cours restent valables.',
  deleteDone: 'Application supprimée',
  usedBy: (presets) => `Utilisée par ces modèles\u00a0: ${presets}`,
};
