package dev.skep.drone.docker;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.skep.drone.process.Deadline;
import org.jspecify.annotations.Nullable;

/** An image on its way to the engine. (The library's own callback logs what is no more than a project's mistake.) */
final class Pull implements ResultCallback<PullResponseItem> {

    private final CompletableFuture<@Nullable String> end = new CompletableFuture<>();
    private volatile @Nullable Closeable stream;

    @Override
    public void onStart(Closeable started) {
        stream = started;
        if (end.isDone()) { // nobody waits any more
            close();
        }
    }

    @Override
    public void onNext(PullResponseItem item) {
        var detail = item.getErrorDetail();
        if (detail != null) {
            end.complete(String.valueOf(detail.getMessage()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(EngineWords.of(failure));
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    /**
     * Waits until it is over, or gives it up.
     *
     * @return why it came to nothing; null when the engine has the image
     */
    @Nullable
    String failure(Deadline until, CompletableFuture<?> stop) throws InterruptedException {
        try {
            CompletableFuture.anyOf(end, stop).get(until.remaining(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            end.complete(until.passed());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            end.complete("the job is to stop");
            close();
        }
        return end.join();
    }

    @Override
    public void close() {
        var open = stream;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            end.complete(EngineWords.of(e));
        }
    }
}
