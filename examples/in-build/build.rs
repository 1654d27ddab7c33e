//! Writes the client into the folder that cargo gives this build.

fn main() {
    posthaste::Generator::new()
        .input("../../collections/zoom/update-a-users-password.postman_item.json")
        .names("zoom.names.lock")
        .build("zoom");
}
