using ReefChaos.Diagnoser;
using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class WaitKindsTests
{
    [Theory]
    [InlineData("System.Threading.Monitor.Enter", "Monitor")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.SemaphoreSlim.WaitUntilCountOrTimeout > System.Threading.SemaphoreSlim.Wait", "Semaphore")]
    [InlineData("System.Threading.WaitHandle.WaitOneNoCheck > System.Threading.Lock.EnterSlow > System.Threading.Lock.EnterScope", "Lock")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.ManualResetEventSlim.Wait > System.Threading.Tasks.Task.SpinThenBlockingWait > System.Threading.Tasks.Task.Wait", "Task")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.Tasks.Task.InternalWait > System.Net.Http.HttpClient.Send", "Answer")]
    [InlineData("Interop.Sys.Receive > System.Net.Sockets.Socket.Receive", "Answer")]
    [InlineData("Interop.Sys.GetHostEntryForName > System.Net.NameResolutionPal.TryGetAddrInfo > System.Net.Dns.GetHostEntry", "NativeCall")]
    [InlineData("Interop.Sys.GetHostEntryForName > System.Net.NameResolutionPal.TryGetAddrInfo > System.Net.Dns.GetHostAddresses > System.Net.Sockets.Socket.Connect > System.Net.Sockets.TcpClient.Connect", "NativeCall")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.SemaphoreSlim.WaitCore > System.Collections.Concurrent.BlockingCollection.TryTakeWithNoTimeValidation", "Other")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.SemaphoreSlim.WaitCore > System.Collections.Concurrent.BlockingCollection.TryAddWithNoTimeValidation", "ChannelWrite")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.ManualResetEventSlim.Wait > System.Threading.Tasks.TaskAsyncEnumerableExtensions.ToBlockingEnumerable", "Task")]
    [InlineData("System.Threading.Monitor.Wait > System.Threading.ManualResetEventSlim.Wait > System.Threading.CountdownEvent.Wait", "Gate")]
    [InlineData("System.Threading.Monitor.Wait", "Gate")]
    [InlineData("System.Threading.WaitHandle.WaitOneNoCheck > System.Threading.WaitHandle.WaitOne", "Gate")]
    [InlineData("System.Threading.Thread.Sleep > System.Threading.SpinWait.SpinOnceCore > System.Threading.SpinLock.ContinueTryEnter", "Lock")]
    [InlineData("System.Threading.ManualResetEventSlim.Wait > System.Threading.ReaderWriterLock.AcquireReaderLock", "ReaderWriterLock")]
    [InlineData("System.Threading.WaitHandle.WaitOne > System.Diagnostics.ProcessWaitState.WaitForExit > System.Diagnostics.Process.WaitForExit", "Answer")]
    [InlineData("System.IO.RandomAccess.ReadAtOffset > System.IO.FileStream.Read > System.IO.File.ReadAllText", "NativeCall")]
    [InlineData("System.Threading.LowLevelLifoSemaphore.WaitForSignal", "Other")]
    [InlineData("System.Threading.Thread.Sleep", "Other")]
    [InlineData("", "Other")]
    public void The_frameworks_own_calls_tell_what_is_waited_for(string stack, string kind) =>
        WaitKinds.Of(stack.Split(" > ", StringSplitOptions.RemoveEmptyEntries), native: null).Kind.ToString().ShouldBe(kind);

    [Fact]
    public void A_native_call_of_the_users_goes_before_all() =>
        WaitKinds.Of([], "Shop.Native.Poll").ShouldBe((WaitKind.NativeCall, "Shop.Native.Poll"));
}
