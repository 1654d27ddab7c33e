// Calls of the corrected shop, as a person writes them; compiled into the driver of `corrected.rs`.
use loopback_shop::notices::{Mail, NotifyByMailRequest};
use loopback_shop::orders::{Order, OrderState};
use loopback_shop::types::AccountNumber;
use loopback_shop::{Call, Client, File};

pub async fn all(host: &str) {
    crate::report(calls(host).await);
}

async fn calls(host: &str) -> crate::Outcome {
    let shop = Client::builder().base_url(format!("http://{host}/v1")).build()?;
    let tags = ["red".to_owned(), "blue".to_owned()];
    let made = shop.accounts().create("Ann").age(30).newsletter(true).tags(&tags).await?;
    let account: AccountNumber = made.id.unwrap_or_default();
    shop.secrets().set_secret(&account, "n3w").raw().await?;
    let picture = File::bytes("me.png", "png");
    shop.accounts().upload_picture("a1", picture).title("me").raw().await?;
    let page = shop.orders().list(30).await?;
    let order: &Order = &page.orders[0];
    let id: &str = &order.id;
    let paid = order.state == Some(OrderState::Paid);
    println!("{id} paid: {paid} total: {:?} note: {:?}", order.total, order.note);
    shop.payments().pay_by_transfer("BE71").amount(5).await?;
    let mail = Mail { r#type: "mail".to_owned(), address: Some("a@example.com".to_owned()), ..Mail::default() };
    let notices = NotifyByMailRequest { notices: Some(vec![mail]) };
    shop.notices().notify_by_mail(&notices).raw().await?;
    Ok(())
}
