//! Reading and writing JSON: the runtime's records beside serde's derive, over the same bytes.

use posthaste_runtime::{Json, private, record};
use serde::{Deserialize, Serialize};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// The same types twice: once as generated code has them, once as people derive them.
macro_rules! both {
    ($($name:ident { $($field:ident: $ty:ty),* $(,)? })*) => {
        mod ours {
            use super::record;
            $(
                #[derive(Clone, Default)]
                pub struct $name { $(pub $field: $ty),* }
                record!(read write $name($($field),*));
            )*
        }
        mod derived {
            use super::{Deserialize, Serialize};
            $(
                #[derive(Debug, Clone, Default, Deserialize, Serialize)]
                #[serde(default)]
                pub struct $name {
                    $(#[serde(skip_serializing_if = "super::Nothing::nothing")] pub $field: $ty),*
                }
            )*
        }
    };
}

/// What is left out when it is absent.
trait Nothing {
    fn nothing(&self) -> bool;
}

impl<T> Nothing for Option<T> {
    fn nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T> Nothing for Vec<T> {
    fn nothing(&self) -> bool {
        false
    }
}

both! {
    Page {
        page_size: Option<i64>,
        total_records: Option<i64>,
        next_page_token: Option<String>,
        users: Vec<User>,
    }
    User {
        id: Option<String>,
        first_name: Option<String>,
        last_name: Option<String>,
        email: Option<String>,
        kind: Option<i64>,
        pmi: Option<i64>,
        timezone: Option<String>,
        verified: Option<bool>,
        created_at: Option<String>,
        last_login_time: Option<String>,
        language: Option<String>,
        status: Option<String>,
        role_id: Option<String>,
        score: Option<f64>,
        group_ids: Vec<String>,
        settings: Option<Settings>,
    }
    Settings {
        host_video: Option<bool>,
        join_before_host: Option<bool>,
        audio_type: Option<String>,
        meeting_capacity: Option<i64>,
    }
}

/// A page of three hundred users, with a few fields that no type knows.
fn page() -> String {
    let users: Vec<serde_json::Value> = (0..300)
        .map(|at| {
            serde_json::json!({
                "id": format!("user-{at:08}"), "first_name": "Ann", "last_name": "Lee \"the\" 2nd",
                "email": format!("ann.{at}@example.com"), "kind": 2, "pmi": 1_234_567_890 + at,
                "timezone": "Europe/Berlin", "verified": at % 2 == 0, "dept": "",
                "created_at": "2024-01-31T09:00:00Z", "last_login_time": "2025-01-31T09:00:00Z",
                "language": "de-DE", "status": "active", "role_id": "2", "score": 0.75,
                "group_ids": ["a1b2", "c3d4"], "extra": {"more": [1, 2, 3]},
                "settings": {"host_video": true, "join_before_host": false, "audio_type": "both", "meeting_capacity": 100},
            })
        })
        .collect();
    serde_json::json!({"page_size": 300, "total_records": 300, "next_page_token": "t", "users": users})
        .to_string()
}

mod read {
    use super::*;

    #[divan::bench]
    fn record(bencher: divan::Bencher<'_, '_>) {
        let text = page();
        bencher.bench(|| {
            private::from_slice::<ours::Page>(divan::black_box(text.as_bytes())).expect("a page")
        });
    }

    /// What a text costs that is amiss somewhere.
    #[divan::bench]
    fn by_way_of_a_tree(bencher: divan::Bencher<'_, '_>) {
        let text = page();
        bencher.bench(|| {
            let tree = Json::from_slice(divan::black_box(text.as_bytes())).expect("JSON");
            tree.to::<ours::Page>().expect("a page")
        });
    }

    #[divan::bench]
    fn derive(bencher: divan::Bencher<'_, '_>) {
        let text = page();
        bencher.bench(|| {
            serde_json::from_slice::<derived::Page>(divan::black_box(text.as_bytes()))
                .expect("a page")
        });
    }
}

mod write {
    use super::*;

    #[divan::bench]
    fn record(bencher: divan::Bencher<'_, '_>) {
        let page: ours::Page = Json::from_slice(page().as_bytes())
            .expect("JSON")
            .to()
            .expect("a page");
        bencher.bench(|| private::Writer::of(divan::black_box(&page)).expect("text"));
    }

    #[divan::bench]
    fn derive(bencher: divan::Bencher<'_, '_>) {
        let page: derived::Page = serde_json::from_str(&page()).expect("a page");
        bencher.bench(|| serde_json::to_string(divan::black_box(&page)).expect("text"));
    }
}
