package magpie.gateway.http.server;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/** HTTP/1.1 with a limit on header fields: a field of five bytes takes some hundred and fifty in memory. */
final class BoundedHttp extends HttpConnectionFactory {
    private static final int MOST_FIELDS = 100;

    BoundedHttp(HttpConfiguration http) {
        super(http);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new Bounded(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class Bounded extends HttpConnection {
        Bounded(HttpConfiguration http, Connector connector, EndPoint endPoint) {
            super(http, connector, endPoint);
        }

        @Override
        protected RequestHandler newRequestHandler() {
            return new RequestHandler() {
                private int fields;

                @Override
                public void startRequest(String method, String uri, HttpVersion version) {
                    fields = 0;
                    super.startRequest(method, uri, version);
                }

                @Override
                public void parsedHeader(HttpField field) {
                    if (++fields > MOST_FIELDS) {
                        throw new HttpException.RuntimeException(
                                HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "Too many header fields");
                    }
                    super.parsedHeader(field);
                }
            };
        }
    }
}
