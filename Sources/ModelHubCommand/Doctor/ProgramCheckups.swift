import ChildProcesses
import Documents
import FileTrees
import GitStore
import SSHSignatures

/// The libraries that this program runs with, and the programs that it calls.
enum ProgramCheckups {
  static func all() -> [Checkup] {
    [
      libGit2, .good("libyaml", "libyaml \(YAMLLibrary.version)"),
      .good("libsodium", "libsodium \(SodiumLibrary.version)"), loaded("md4c"), loaded("gumbo"), git,
      sshKeygen,
    ]
  }

  private static var libGit2: Checkup {
    let version = GitLibrary.version
    let text = "libgit2 \(version.major).\(version.minor).\(version.patch)"
    guard (version.major, version.minor) >= (1, 5) else {
      return .problem("libgit2", "\(text) is older than 1.5.", remedy: "apt-get install libgit2-1.5")
    }
    return .good("libgit2", text)
  }

  /// A library that does not tell its version: the name of its file does.
  private static func loaded(_ name: String) -> Checkup {
    let maps: [UInt8]?
    do { maps = try FolderTree.readFile("/proc/self/maps") } catch { maps = nil }
    let lines = String(decoding: maps ?? [], as: UTF8.self).split(separator: "\n")
    let file = lines.lazy.compactMap { $0.split(separator: "/").last }.first { $0.hasPrefix("lib\(name).so") }
    return .good(name, file.map(String.init) ?? "\(name), built in")
  }

  private static var git: Checkup {
    guard let output = output(of: "git", ["--version"]) else {
      return .warning(
        "git", "There is no git here: remotes reached by SSH, and credential helpers, need it.",
        remedy: "apt-get install git")
    }
    return .good("git", output)
  }

  private static var sshKeygen: Checkup {
    do {
      // It has no option that only tells its version; a wrong one still starts it.
      _ = try Command("ssh-keygen", ["-?"], environment: Environment.withoutTokens).run(timeout: .seconds(10))
      return .good("ssh-keygen", "ssh-keygen is there")
    } catch {
      return .warning(
        "ssh-keygen", "There is no ssh-keygen here: only open Ed25519 keys and those of an agent can sign.",
        remedy: "apt-get install openssh-client")
    }
  }

  private static func output(of program: String, _ arguments: [String]) -> String? {
    do {
      let finished = try Command(program, arguments, environment: Environment.withoutTokens).run(
        timeout: .seconds(10))
      let lines = finished.outputText.split(separator: "\n")
      return finished.status.isSuccess ? lines.first.map(String.init) : nil
    } catch {
      return nil
    }
  }
}
