// Calls of a second vendor's client, as a person writes them; compiled into the driver of `second.rs`.
use loopback_adyen::merchants::MerchantStatus;
use loopback_adyen::{ApiError, Call, Client, Error};

pub async fn all(host: &str) {
    crate::report(calls(host).await);
}

async fn calls(host: &str) -> crate::Outcome {
    let adyen = Client::builder()
        .base_url(format!("http://{host}/v3"))
        .api_key("the key")
        .build()?;

    let mut merchants = adyen.merchants().list().page_size(2).items();
    while let Some(merchant) = merchants.try_next().await? {
        println!("merchant {:?} {}", merchant.id, merchant.status == Some(MerchantStatus::Active));
    }

    match adyen.merchants().get("no/where").await {
        Err(Error::Api(refused)) => {
            let refused = refused.response();
            let fields = refused.field_errors();
            let field = fields.first().map(|field| (field.field(), field.message()));
            println!(
                "{} {:?} {:?} {:?} {field:?}",
                refused.status(), refused.code(), refused.message(), refused.request_id(),
            );
        }
        other => println!("{other:?}"),
    }

    let made = adyen.merchants().create(&Default::default()).send().await?;
    println!("created after {} attempts", made.attempts());
    match adyen.merchants().activate("d").raw().await {
        Err(Error::Transport(lost)) => {
            println!("lost after {} attempts, perhaps received: {}", lost.attempts(), lost.may_have_been_received());
        }
        other => println!("{other:?}"),
    }
    match adyen.merchants().get("d").await {
        Err(error) => println!("{:?} after {} attempts", error.status(), error.attempts()),
        Ok(_) => println!("let in"),
    }
    Ok(())
}
