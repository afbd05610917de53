//! What the parts of codes mean.

use certifinfo_ext::code;
use certifinfo_ext::codes::{
    Accessibilite, CfdCode, Code, DateMaj, Etat, GrandDomaine, Ideo2Code, Ideo2Prefixe, Niveau,
    Niveau1969, NsfCode, RncpCode, RomeCode, RsCode, TypeDiplome,
};

#[test]
fn the_reform_of_2019_parts_the_registers() {
    for (code, before) in [
        (183, true),
        (33_999, true),
        (34_000, false),
        (40_050, false),
    ] {
        assert_eq!(
            RncpCode::new_const(code).is_before_2019_reform(),
            before,
            "RNCP{code}"
        );
    }
    for (code, before) in [(876, true), (4_999, true), (5_000, false), (6_939, false)] {
        assert_eq!(
            RsCode::new_const(code).is_before_2019_reform(),
            before,
            "RS{code}"
        );
    }
}

#[test]
fn rome_has_14_grands_domaines_and_domain_codes() {
    for domaine in GrandDomaine::ALL {
        let code: RomeCode = format!("{domaine}1100").parse().expect("a ROME code");
        assert_eq!(code.grand_domaine(), domaine);
        assert!(code.is_domain_level());
    }
    let code = code!(RomeCode, "K2111");
    assert_eq!(code.domaine().to_string(), "K21");
    assert_eq!(
        code.grand_domaine().label(),
        "Services à la personne et à la collectivité"
    );
    assert!(!code.is_domain_level());
}

#[test]
fn letters_of_the_nsf_depend_on_the_domain() {
    let fits = |text: &str| text.parse::<NsfCode>().is_ok();
    for (groupe, letters) in [
        ("114", "abcdefg"),
        ("227", "mnprstuvw"),
        ("326", "mnprstuvw"),
        ("413", "z"),
    ] {
        for letter in 'a'..='z' {
            assert_eq!(
                fits(&format!("{groupe}{letter}")),
                letters.contains(letter),
                "{groupe}{letter}"
            );
        }
    }
    let label = |text: &str| {
        text.parse::<NsfCode>()
            .ok()?
            .lettre()
            .map(|lettre| lettre.label())
    };
    assert_eq!(label("251u"), Some("Conduite, surveillance de machine"));
    assert_eq!(label("413z"), Some("Développement personnel"));
    assert_eq!(label("251"), None);
}

#[test]
fn the_scales_of_levels_are_kept_apart() {
    // LHÉO's value, the level of 2019, the level of 1969.
    for (lheo, niveau, ancien) in [
        (3, None, Some(Niveau1969::VBis)),
        (4, Some(Niveau::N3), Some(Niveau1969::V)),
        (5, Some(Niveau::N4), Some(Niveau1969::IV)),
        (6, Some(Niveau::N5), Some(Niveau1969::III)),
        (7, Some(Niveau::N6), Some(Niveau1969::II)),
        (8, None, Some(Niveau1969::I)),
        (9, None, None),
        (10, None, None),
        (11, Some(Niveau::N1), None),
        (18, Some(Niveau::N8), None),
        (19, None, None),
    ] {
        assert_eq!(Niveau::from_lheo(lheo), niveau, "{lheo}");
        assert_eq!(Niveau1969::from_lheo(lheo), ancien, "{lheo}");
    }
    for niveau in Niveau::ALL {
        let numero = niveau.numero();
        assert_eq!(Niveau::from_bcn(&format!("0{numero}")), Some(niveau));
        assert_eq!(
            Niveau::from_france_competences(&format!("NIV{numero}")),
            Some(niveau)
        );
        assert!(
            niveau
                .to_1969()
                .is_none_or(|ancien| ancien.niveaux().contains(&niveau))
        );
    }
    for none in ["00", "99", "XX", "", "0", "5", "05 "] {
        assert_eq!(Niveau::from_bcn(none), None, "{none:?}");
    }
    for none in ["AUCUN", "REPRISE", "NIV9", "niv5", "5"] {
        assert_eq!(Niveau::from_france_competences(none), None, "{none:?}");
    }
}

#[test]
fn a_cfd_has_parts() {
    let code = code!(CfdCode, "36C3160V");
    assert_eq!(code.niveau_formation(), "36C");
    assert_eq!(code.groupe_specialite(), 316);
    assert_eq!(code.numero_ordre(), "0V");
    assert_eq!(code.niveau_interministeriel(), 3);
    assert_eq!(code.certificateur_titre(), Some("CCI"));
    for (text, niveau) in [
        ("50022427", Some(Niveau::N3)),
        ("40033007", Some(Niveau::N4)),
        ("26E31103", Some(Niveau::N6)),
        ("13512840", Some(Niveau::N7)),
        ("10012840", Some(Niveau::N8)),
        ("01025409", None),
        ("01325409", Some(Niveau::N3)),
        ("97034404", None),
    ] {
        let code: CfdCode = text.parse().expect(text);
        assert_eq!(code.niveau_indicatif(), niveau, "{text}");
    }
}

#[test]
fn open_lists_keep_what_they_do_not_know() {
    let etat: Etat = "7".parse().expect("kept");
    assert_eq!(
        (etat.is_known(), etat.label(), etat.to_string()),
        (false, None, "7".into())
    );
    let kind: TypeDiplome = "971".parse().expect("kept");
    assert_eq!(
        (kind.is_known(), kind.label(), kind.to_string()),
        (false, None, "971".into())
    );
    let code: Ideo2Code = "MET.12".parse().expect("kept");
    assert!(!code.is_known());
    assert_eq!(code.to_string(), "MET.12");
    let Ideo2Prefixe::Other(prefixe) = code.prefixe() else {
        panic!("MET is in no list")
    };
    assert_eq!(prefixe.as_str(), "MET");
}

#[test]
fn labels_are_those_of_the_service() {
    for etat in Etat::KNOWN {
        assert_eq!(etat.label().and_then(Etat::from_label), Some(etat));
    }
    assert_eq!(
        TypeDiplome::from_label("Licence professionnelle"),
        TypeDiplome::new(250).ok()
    );
    let levels = |numero| TypeDiplome::new(numero).map(TypeDiplome::niveaux);
    assert_eq!(levels(160).expect("a type"), [Niveau::N7, Niveau::N8]);
    assert_eq!(levels(500).expect("a type"), [Niveau::N3]);
    assert_eq!(levels(970).expect("a type"), []);
    assert_eq!(Accessibilite::from(true), Accessibilite::Oui);
    assert_eq!(Accessibilite::NonPrecise.to_bool(), None);
}

#[test]
fn dates_follow_the_calendar() {
    for year in [1900, 2000, 2023, 2024] {
        for month in 0..=13 {
            for day in 0..=32 {
                let read = format!("{day:02}/{month:02}/{year}")
                    .parse::<DateMaj>()
                    .ok();
                let date = jiff::civil::Date::new(year, month, day).ok();
                assert_eq!(read.map(DateMaj::date), date, "{day}/{month}/{year}");
                assert_eq!(date.and_then(|date| DateMaj::try_from(date).ok()), read);
            }
        }
    }
}

#[test]
fn codes_line_up() {
    assert_eq!(format!("[{:>8}]", code!(RsCode, "RS876")), "[   RS876]");
    assert_eq!(format!("[{:-<6}]", Niveau::N5), "[5-----]");
    assert_eq!(
        format!("{:?}", code!(RncpCode, "35419")),
        "RncpCode(RNCP35419)"
    );
}
