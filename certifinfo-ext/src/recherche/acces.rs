//! The six ways to a certification.

use serde::{Deserialize, Serialize};

/// A way to a certification, as the service's parameters `acc_*` name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Acces {
    /// Formation initiale (`acc_fi`).
    FormationInitiale,
    /// Formation continue (`acc_fc`).
    FormationContinue,
    /// Contrat d'apprentissage (`acc_ca`).
    Apprentissage,
    /// Contrat de professionnalisation (`acc_cp`).
    ContratProfessionnalisation,
    /// Validation des acquis de l'expérience (`acc_vae`).
    Vae,
    /// Demande individuelle (`acc_ind`).
    DemandeIndividuelle,
}
