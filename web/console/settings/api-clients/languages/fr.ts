import type { ApiClientsTexts } from '../texts.ts';

/** French. */
export const fr: ApiClientsTexts = {
  lead: 'Programmes qui appellent l’API avec leurs propres identifiants.',
  empty: 'Aucun client API pour l’instant',
  emptyHint: 'Créez-en un pour chaque programme, avec les accès dont il a besoin.',
  client: 'Client API',
  title: 'Clients API',
  name: 'Nom',
  nameHint: 'Les invitations envoyées par le programme affichent ce nom comme expéditeur.',
  nameRequired: 'Saisissez un nom.',
  nameLong: 'Le nom ne peut pas dépasser 100 caractères.',
  scopes: 'Accès',
  scopesHint:
    'Vous ne pourrez pas les modifier plus tard. Choisissez uniquement ceux dont le programme a besoin.',
  scopesRequired: 'Choisissez au moins un accès.',
  scopeTexts: {
    'invitations:read': 'Consulter les invitations et leur statut',
    'invitations:write': 'Envoyer, renvoyer et révoquer des invitations',
    'invitations:link': 'Créer des liens d’invitation à transmettre sans e-mail',
    'customers:read': 'Consulter les clients et leurs contacts',
    'customers:write': 'Ajouter et modifier les clients et leurs contacts',
    'customers:plan': 'Consulter et définir les formules de service',
    'settings:read': 'Consulter les paramètres',
    'settings:write': 'Modifier les paramètres, y compris les webhooks et les clients API',
    'activity:read': 'Consulter le journal d’activité',
  },
  clientId: 'ID client',
  secret: 'Secret client',
  created: 'Création',
  createdBy: 'Créé par',
  rotated: 'Secret renouvelé',
  never: 'Jamais',
  more: (count) => `+${count}`,
  add: 'Créer un client API',
  addConfirm: 'Créer',
  addDone: 'Client API créé',
  limit: 'Votre entreprise a atteint sa limite de clients API. Supprimez-en un d’abord.',
  tokenTitle: 'Obtenir un jeton d’accès',
  tokenText:
    'Le programme échange son ID et son secret contre un jeton d’accès valable 20 minutes.',
  shell: 'Shell',
  typescript: 'TypeScript',
  rotate: 'Renouveler le secret',
  rotateTitle: 'Renouveler le secret\u00a0?',
  rotateText:
    'Vous obtenez un nouveau secret. L’actuel reste valable jusqu’à ce que vous le révoquiez, ce qui vous laisse le temps de mettre à jour le programme.',
  rotateAgainText:
    'Vous obtenez un nouveau secret et l’actuel reste valable. Le secret précédent, si vous ne l’avez pas encore révoqué, cesse aussitôt de fonctionner.',
  rotateDone: 'Secret renouvelé',
  revoke: 'Révoquer l’ancien secret',
  revokeTitle: 'Révoquer l’ancien secret\u00a0?',
  revokeText:
    'Seul le secret le plus récent reste valable. Les jetons d’accès émis avec l’ancien expirent dans les 20 minutes.',
  revokeConfirm: 'Révoquer',
  revokeDone: 'Ancien secret révoqué',
  delete: 'Supprimer',
  deleteTitle: 'Supprimer ce client API\u00a0?',
  deleteText:
    'Le programme n’obtient plus de jetons d’accès et les jetons existants cessent de fonctionner dans les 30 secondes. Ce qu’il a créé est conservé.',
  deleteDone: 'Client API supprimé',
};
