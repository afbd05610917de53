//! The access routes to a certification.

use serde::{Deserialize, Serialize};

/// An access route to a certification: the parameters and properties `acc_*` of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
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

impl Acces {
    /// All access routes; the service may add more.
    pub const ALL: &'static [Acces] = &[
        Acces::FormationInitiale,
        Acces::Apprentissage,
        Acces::FormationContinue,
        Acces::ContratProfessionnalisation,
        Acces::Vae,
        Acces::DemandeIndividuelle,
    ];

    /// The French name of the access route.
    ///
    /// ```
    /// use certifinfo_ext::Acces;
    ///
    /// assert_eq!(Acces::Vae.label(), "VAE");
    /// assert_eq!(Acces::ALL.len(), 6);
    /// ```
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Acces::FormationInitiale => "formation initiale",
            Acces::FormationContinue => "formation continue",
            Acces::Apprentissage => "apprentissage",
            Acces::ContratProfessionnalisation => "contrat de professionnalisation",
            Acces::Vae => "VAE",
            Acces::DemandeIndividuelle => "demande individuelle",
        }
    }
}
