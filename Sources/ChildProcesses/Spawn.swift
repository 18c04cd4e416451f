import CProcesses
import Glibc

/// Starts a program with the three standard streams it is given and no other open file.
func spawn(_ command: Command, input: Int32, output: Int32, errors: Int32) throws(ChildProcessError) -> pid_t
{
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
  unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
  unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
  unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
  if let folder = command.folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder) }

  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  var all = sigset_t()
  unsafe sigemptyset(&none)
  unsafe sigfillset(&all)
  unsafe posix_spawnattr_setsigmask(&attributes, &none)
  unsafe posix_spawnattr_setsigdefault(&attributes, &all)
  // A group of its own would be in the background, where reading the terminal stops a program.
  let session = command.mayAskUser ? 0 : modelhub_spawn_setsid
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | session)

  var id: pid_t = 0
  let failure = unsafe withCStrings([command.program] + command.arguments) { arguments in
    guard let environment = command.environment else {
      return unsafe posix_spawnp(&id, command.program, &actions, &attributes, arguments, environ)
    }
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return unsafe withCStrings(settings) { settings in
      unsafe posix_spawnp(&id, command.program, &actions, &attributes, arguments, settings)
    }
  }
  guard failure == 0 else {
    throw ChildProcessError(
      code: .notStarted,
      sentence: "Could not start \(command.program): \(ChildProcessError.message(of: failure)).")
  }
  return id
}

/// Lends `texts` as the null-terminated array that `exec` wants.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) } + [nil]
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(&pointers)
}
