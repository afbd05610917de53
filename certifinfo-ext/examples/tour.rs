//! The README's tour; a test holds the two together and runs it.

use certifinfo_ext::prelude::*;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // CERTIFINFO_TOKEN holds the token that the producer's support gives by e-mail.
    let api = CertifInfo::from_env()?;

    // A search is plain data; codes are checked before anything is sent.
    let query = Recherche::new()
        .intitule("boulanger")
        .rome(["D1102".parse::<RomeCode>()?])
        .niveau_europeen(Niveau::N3);
    let mut items = api.recherche(query).items();
    while let Some(item) = items.try_next().await? {
        println!("{} {}", item.code()?, item.intitule().unwrap_or_default());
    }

    // One certification, its fields as what they are.
    let cert = api.certification(CertifInfoCode::new(106290)?).await?;
    let rome: Result<Vec<_>, CodeError> = cert.rome().into_iter().map(|rome| rome.code).collect();
    println!("{:?}, active: {}", rome?, cert.is_active_on(paris::today()));

    // Is it still the one to use? Nothing is chosen in silence among several.
    println!("{}", api.current(cert.code()?, paris::today()).await?);
    Ok(())
}
