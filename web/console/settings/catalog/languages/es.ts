import type { CatalogTexts } from '../texts.ts';

/** Spanish. */
export const es: CatalogTexts = {
  lead: 'Lo que los clientes pueden tener y el rango que usted les da. Las opciones se ofrecen en este orden.',
  lists: {
    services: {
      title: 'Servicios',
      hint: 'Un cliente puede tener los que quiera.',
      none: 'Aún no hay servicios.',
      add: 'Añadir servicio',
      entry: (number) => `Servicio ${number}`,
      removed: (names) =>
        `Se eliminará al guardar: ${names}. Los clientes conservan lo que ya tienen.`,
    },
    servicePlans: {
      title: 'Planes de servicio',
      hint: 'Un cliente tiene uno como máximo. Solo pueden asignarlos las personas autorizadas a gestionar los planes.',
      none: 'Aún no hay planes de servicio.',
      add: 'Añadir plan de servicio',
      entry: (number) => `Plan de servicio ${number}`,
      removed: (names) =>
        `Se eliminará al guardar: ${names}. Los clientes conservan lo que ya tienen.`,
    },
    ranks: {
      title: 'Rangos',
      hint: 'Sus propios términos para la importancia de un cliente. Sin rangos, se puede introducir cualquier palabra.',
      none: 'No hay rangos: se puede introducir cualquier palabra.',
      add: 'Añadir rango',
      entry: (number) => `Rango ${number}`,
      removed: (names) =>
        `Se eliminará al guardar: ${names}. Los clientes conservan lo que ya tienen.`,
    },
  },
  name: 'Nombre',
  id: 'ID',
  idShown: (id) => `ID: ${id}`,
  idHint: 'Para la API. No se puede cambiar después.',
  isDefault: 'Activado de forma predeterminada',
  up: (name) => `Subir: ${name}`,
  down: (name) => `Bajar: ${name}`,
  remove: (name) => `Quitar: ${name}`,
  moved: (name, position, count) => `${name}: ${position} de ${count}`,
  nameMissing: 'Introduzca un nombre o quite esta entrada.',
  nameLong: (most) => `Introduzca ${most} caracteres como máximo.`,
  idWrong: 'Introduzca como máximo 40 letras minúsculas, dígitos y guiones, por ejemplo web-shop.',
  idTaken: 'Otra entrada tiene este ID.',
  rankTaken: 'Este rango ya existe.',
  full: (most) => `La lista está llena: tiene ${most} entradas.`,
};
