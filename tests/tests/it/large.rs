//! A gigabyte up and down in little memory, measured in a process of its own.
//!
//! `POSTHASTE_LARGE_MB` sets another size than 1024.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use zoom_client::runtime::{Call, Client, File};

const CHILD: &str = "POSTHASTE_LARGE_CHILD";
const MEGABYTE: usize = 1024 * 1024;

fn megabytes() -> usize {
    let set = std::env::var("POSTHASTE_LARGE_MB").ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(1024)
}

/// A server that gives and takes without keeping anything. Its answer to an upload is what it counted.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream));
        }
    });
    url
}

fn serve(mut stream: TcpStream) -> Option<()> {
    let mut buffer = vec![0; MEGABYTE];
    let mut filled = 0;
    let end = loop {
        let count = stream
            .read(buffer.get_mut(filled..)?)
            .ok()
            .filter(|count| *count > 0)?;
        filled += count;
        if let Some(end) = buffer[..filled]
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
        {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
    if head.starts_with("get") {
        let total = megabytes() * MEGABYTE;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: {total}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).ok()?;
        return (0..megabytes())
            .try_for_each(|_| stream.write_all(&buffer))
            .ok();
    }
    let length = head
        .split("content-length: ")
        .nth(1)?
        .lines()
        .next()?
        .trim()
        .parse::<usize>()
        .ok()?;
    let mut received = filled - end;
    while received < length {
        received += stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
    }
    let body = received.to_string();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).ok()
}

#[test]
fn a_1_gb_upload_and_download_keep_the_process_under_64_mb() {
    if !cfg!(target_os = "linux") {
        eprintln!("SKIPPED: only Linux says how much memory a process had at most");
        return;
    }
    for what in ["download", "upload"] {
        let child = Command::new(std::env::current_exe().expect("this test"))
            .args([
                "--exact",
                "large::the_process_that_is_measured",
                "--nocapture",
            ])
            .env(CHILD, format!("{what} {}", server()))
            .output()
            .expect("a process");
        let output = String::from_utf8_lossy(&child.stdout).into_owned();
        assert!(
            child.status.success(),
            "{output}{}",
            String::from_utf8_lossy(&child.stderr)
        );
        let peak = output
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .expect("its peak");
        let peak: usize = peak
            .trim()
            .trim_end_matches(" kB")
            .trim()
            .parse()
            .expect("a number");
        eprintln!("{what} of {} MB: {peak} kB at most", megabytes());
        assert!(peak < 64 * 1024, "{what}: {peak} kB");
    }
}

#[tokio::test]
async fn the_process_that_is_measured() {
    let Ok(order) = std::env::var(CHILD) else {
        eprintln!("SKIPPED: the other test runs this in a process of its own");
        return;
    };
    let (what, url) = order.split_once(' ').expect("an order");
    let builder = zoom_client::Client::builder().base_url(url).bearer("t");
    let client = builder.no_timeout().build().expect("a client");
    let client: &Client = client.runtime();
    let total = megabytes() * MEGABYTE;
    match what {
        "download" => {
            let call = client.by_hand("GET", "/file").read_nothing();
            let file = call.download().await.expect("a file");
            let size = file
                .to_writer(&mut std::io::sink())
                .await
                .expect("all of it");
            assert_eq!(size, total as u64);
        }
        _ => {
            let path = std::env::temp_dir().join(format!("posthaste-large-{}", std::process::id()));
            // A file with a hole in it takes no room on the disk.
            let file = std::fs::File::create(&path).expect("a file");
            file.set_len(total as u64).expect("its length");
            let mut request = client.by_hand("POST", "/file");
            request.part("title", &"Large");
            request.part_file("file", File::path(&path));
            let counted = request.read_text().await;
            std::fs::remove_file(&path).expect("removed");
            let counted: usize = counted.expect("an answer").parse().expect("a number");
            assert!(counted > total, "{counted}");
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").expect("the status of the process");
    print!("{status}");
}
